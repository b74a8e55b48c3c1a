using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Text.Tasks;

/// <summary>Settings of <see cref="SampleText"/>.</summary>
public sealed record SampleTextSettings : TaskSettings
{
    /// <inheritdoc/>
    public override bool TakesData => false;

    /// <summary>The text to continue; null for the beginning of a line.</summary>
    [Category("Conditions")]
    [Description("the text to continue")]
    public string? Prompt { get; init; }

    /// <summary>The number of tokens.</summary>
    [Description("number of tokens to sample")]
    [Range(1, 100_000_000)]
    public int Length { get; init; } = 400;
}

/// <summary>Samples a text: to standard output token by token, or to a file.</summary>
internal sealed class SampleText : ModelTask<SampleTextSettings>
{
    public override string Command => TaskCommand.Sample.Name;

    public override ModelUses Uses => ModelUses.Sampling;

    public override string OutputHelp => "a file [default: text to standard output]";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            (
                "likeness sample runs/book --prompt \"It was\" --length 400 --temperature 0.8",
                "text, to the terminal as it is sampled"
            ),
        ];

    public override void CheckOutput(string? output)
    {
        if (output is not null)
        {
            AtomicFile.Check(output);
        }
    }

    protected override TaskResult Run(TrainedModel model, SampleTextSettings settings, TaskContext context)
    {
        string prompt = settings.Prompt ?? "";
        var pieces = model
            .As<TextModel>()
            .SampleBytes(prompt, settings.Length, settings.Seed)
            .Prepend(Encoding.UTF8.GetBytes(prompt));
        if (context is { Output: null, OpenStandardOutput: { } open })
        {
            using var stream = open();
            foreach (byte[] piece in pieces.Append("\n"u8.ToArray()))
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                stream.Write(piece);
                stream.Flush();
            }

            return new TaskResult { Answer = new { Text = (string?)null, File = (string?)null } };
        }

        using var text = new MemoryStream();
        int sampled = 0;
        foreach (byte[] piece in pieces)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            context.Report(RunPhase.Sampling, Math.Min(1, sampled++ / (double)settings.Length));
            text.Write(piece);
        }

        byte[] bytes = text.ToArray();
        return context.Output is { } path ? Write(path, bytes) : Answer(Encoding.UTF8.GetString(bytes), null);
    }

    private static TaskResult Write(string path, byte[] bytes)
    {
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return Answer(null, path) with { Lines = [$"{Numeral.Whole(bytes.Length)} bytes of text written to {path}"] };
    }

    private static TaskResult Answer(string? text, string? file) => new() { Answer = new { Text = text, File = file } };
}
