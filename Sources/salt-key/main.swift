import BrineCommands

await Doorway.saltKey()
