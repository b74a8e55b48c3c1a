using System.CommandLine;
using Likeness.Cli.Screens;
using Likeness.Models;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness models [MODEL]</c>: lists the models, or every option of one model.</summary>
internal sealed class ModelsCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "models";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "list the models, or every option of one model";

    public ModelsCommand()
        : base(CommandName, Purpose)
    {
        var name = new Argument<string?>("model")
        {
            HelpName = "[MODEL]",
            Description = "the model to describe",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Add(name);
        AddExample("likeness models realnvp", "its paper, its options and their defaults");
        SetAction(result =>
        {
            if (result.GetValue(name) is { } chosen)
            {
                ModelScreen.Show(ModelRegistry.Named(chosen));
            }
            else
            {
                ModelScreen.ShowAll(ModelRegistry.All);
            }
        });
    }
}
