import BrineCommands

await Doorway.salt()
