using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Runs;
using Spectre.Console;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness import FILE.pth --model realnvp --data … --out RUN</c>: imports weights that were trained elsewhere as a run.</summary>
internal sealed class ImportCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "import";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "import weights that PyTorch trained as a run; no code in the file is executed";

    private readonly Argument<string> file = new("file")
    {
        HelpName = "FILE",
        Description = "the weights: a state dict that torch.save wrote (.pth)",
    };

    private readonly Option<string?> model = Flag.Text("--model", "the model that the weights belong to", "MODEL");
    private readonly RunOptionSet run = new();

    public ImportCommand()
        : base(CommandName, Purpose)
    {
        Add(file);
        model.Required = true;
        AddGroup("Weights", model);
        AddGroup("Run", run.All);
        AddExample(
            "likeness import flow.pth --model realnvp --data xs.npy ys.npy picture.jpg --out runs/theirs",
            "layer sizes are read from the tensors"
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
