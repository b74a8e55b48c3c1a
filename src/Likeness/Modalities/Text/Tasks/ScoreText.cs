using Likeness.Modalities.Sequences;
using Likeness.Modalities.Text.Data;
using Likeness.Runs;

namespace Likeness.Modalities.Text.Tasks;

/// <summary>Settings of <see cref="ScoreText"/>.</summary>
public sealed record ScoreTextSettings : TaskSettings;

/// <summary>Writes the bits that the model needs for each line of a text, by default the test text of the run.</summary>
internal sealed class ScoreText : ModelTask<ScoreTextSettings>
{
    public override string Command => TaskCommand.Score.Name;

    public override string OutputHelp => "a CSV file";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("likeness score runs/book --data new.txt --out lines.csv", "bits of each line of a text")];

    public override void CheckOutput(string? output) => SequenceOutput.CheckScores(output);

    protected override TaskResult Run(TrainedModel model, ScoreTextSettings settings, TaskContext context)
    {
        var scorer = model.As<TextModel>();
        var text = settings.Data is { } source ? source.LoadText() : scorer.LoadData().Test;
        if (text.Length == 0)
        {
            throw new LikenessException("the run has no test text to score (give --data book.txt)");
        }

        var scores = scorer.ScoreLines(text, context.Progress, context.CancellationToken);
        var (bits, lines) = SequenceOutput.WriteScores(context.Output!, scores, "lines", text.Length, "byte");
        return new TaskResult
        {
            Lines = lines,
            Answer = new
            {
                scores.RowCount,
                File = context.Output,
                BitsPerByte = bits,
            },
        };
    }
}
