import BrineCommands

await Doorway.saltCall()
