using Likeness.Bench;

return BenchCommands.Run(args);
