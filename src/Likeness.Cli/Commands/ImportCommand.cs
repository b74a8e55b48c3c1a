using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness import FILE --out RUN</c>: imports weights that were trained elsewhere as a run.</summary>
internal sealed class ImportCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "import";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "import weights that PyTorch trained as a run; no code in the file is executed";

    private readonly Argument<string> file = new("file")
    {
        HelpName = "FILE",
        Description =
            "the weights: a state dict that torch.save wrote (.pth, .pt), or a Hugging Face GPT-2 (its folder, or model.safetensors in it)",
    };

    private readonly Option<string?> model = Flag.Text(
        "--model",
        "the model that the weights belong to [default: inferred from the tensors]",
        "MODEL"
    );

    private readonly RunOptionSet run = new();

    public ImportCommand()
        : base(CommandName, Purpose)
    {
        Add(file);
        AddGroup("Weights", model);
        AddGroup("Run", run.All);
        AddExample(
            "likeness import flow.pth --data xs.npy ys.npy picture.jpg --out runs/theirs",
            "model and layer sizes are read from the tensors"
        );
        AddExample(
            "likeness import gpt2/ --out runs/gpt2",
            "GPT-2 of Hugging Face with its tokenizer; no data is needed"
        );
        SetAction((result, cancellationToken) => Task.Run(() => Import(result), CancellationToken.None));
    }

    private int Import(ParseResult result)
    {
        var settings = run.Read(result, result.GetValue(model), null);
        using var imported = RunImport.FromFile(result.GetRequiredValue(file), settings);
        var record = imported.Record;
        string folder = Markup.Escape(imported.Folder.FullPath);
        Page.Line($"{record.Parameters:N0} parameters of {Markup.Escape(record.Model)} imported to {folder}");
        string next = record.Data.Total > 0 ? "evaluate" : "sample";
        string arguments = record.Data.Total > 0 ? "" : $" {imported.Modality.SampleArguments}";
        Page.Line($"[bold]Next[/]  [cyan]likeness {next} {folder}{Markup.Escape(arguments)}[/]");
        JsonAnswer.Write(
            new
            {
                run = imported.Folder.FullPath,
                model = record.Model,
                record.Parameters,
            }
        );
        return ExitCode.Success;
    }
}
