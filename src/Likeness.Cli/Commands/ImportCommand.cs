using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness import FILE.pth --model realnvp --data … --out RUN</c>: weights from elsewhere become a run.</summary>
internal sealed class ImportCommand : CommandBase
{
    /// <summary>Its name.</summary>
    public const string CommandName = "import";

    /// <summary>What it is for.</summary>
    public const string Purpose = "make a run of weights that were trained elsewhere; the file is read, never executed";

    private readonly Argument<string> file = new("file")
    {
        HelpName = "FILE",
        Description = "the weights: a state dict that torch.save wrote, .pth",
    };

    private readonly Option<string?> model = Flag.Text("--model", "the model that the weights are of", "MODEL");
    private readonly RunOptionSet run = new();

    public ImportCommand()
        : base(CommandName, Purpose)
    {
        Add(file);
        model.Required = true;
        AddGroup("The weights", model);
        AddGroup("The run", run.All);
        AddExample(
            "likeness import flow.pth --model realnvp --data xs.npy ys.npy picture.jpg --out runs/theirs",
            "sizes are read from the tensors"
        );
        SetAction((result, cancellationToken) => Task.Run(() => Import(result), CancellationToken.None));
    }

    private int Import(ParseResult result)
    {
        string name = result.GetRequiredValue(model)!;
        var settings = run.Read(result, name, null);
        using var imported = RunImport.FromPth(result.GetRequiredValue(file), settings);
        Page.Line(
            $"{imported.Record.Parameters:N0} parameters of {Markup.Escape(name)} imported to {Markup.Escape(imported.Folder.FullPath)}"
        );
        Page.Line($"[bold]Next[/]  [cyan]likeness evaluate {Markup.Escape(imported.Folder.FullPath)}[/]");
        JsonAnswer.Write(
            new
            {
                run = imported.Folder.FullPath,
                model = name,
                imported.Record.Parameters,
            }
        );
        return ExitCode.Success;
    }
}
