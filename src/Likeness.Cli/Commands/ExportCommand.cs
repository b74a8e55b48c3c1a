using System.CommandLine;
using Likeness.Cli.Options;
using Likeness.Cli.Screens;
using Likeness.Runs;

namespace Likeness.Cli.Commands;

/// <summary><c>likeness export RUN --out FILE</c>: writes the weights of a run as a reference implementation reads them.</summary>
internal sealed class ExportCommand : DocumentedCommand
{
    /// <summary>The command's name.</summary>
    public const string CommandName = "export";

    /// <summary>The command's purpose.</summary>
    public const string Purpose = "export the weights of a run for PyTorch: a state dict, or a folder of Hugging Face";

    private readonly Argument<string> run = RunArgument.Make();

    private readonly Option<string?> output = Flag.Text(
        "--out",
        "the file that torch.load reads (.pth); of gpt2 a new folder that from_pretrained reads",
        "FILE"
    );

    public ExportCommand()
        : base(CommandName, Purpose)
    {
        Add(run);
        output.Required = true;
        AddGroup("Output", output);
        AddExample("likeness export runs/vae --out vae.pt", "a state dict with the reference's names");
        AddExample("likeness export runs/book --out gpt2/", "safetensors, config.json and a tokenizer");
        SetAction((result, cancellationToken) => Task.Run(() => Export(result), CancellationToken.None));
    }

    private int Export(ParseResult result)
    {
        using var model = TrainedModel.Open(result.GetRequiredValue(run));
        var files = RunExport.ToFile(model, result.GetRequiredValue(output)!);
        Page.Line(
            $"{model.Model.Parameters.Elements:N0} parameters of {Markup.Escape(model.Record.Model)} exported to {Markup.Escape(result.GetRequiredValue(output)!)}"
        );
        string? leftOut = RunExport.LeftOut(model);
        if (leftOut is not null)
        {
            Page.Line($"[yellow]Warning[/]  {Markup.Escape(leftOut)}");
        }

        JsonAnswer.Write(new { Files = files, LeftOut = leftOut });
        return ExitCode.Success;
    }
}
