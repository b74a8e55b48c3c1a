using Likeness.Bench;

return Verbs.Run(args);
