import BrineCommands

await Doorway.saltRun()
