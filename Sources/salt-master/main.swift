import BrineCommands

await Doorway.saltMaster()
