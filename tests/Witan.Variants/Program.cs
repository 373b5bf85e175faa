using Witan.Variants;

return Command.Run(args);
