using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Modalities.Sequences;
using Likeness.Modalities.Text.Data;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Text.Tasks;

/// <summary>Settings of <see cref="ScoreText"/>.</summary>
public sealed record ScoreTextSettings : ScoreSettings
{
    /// <summary>What is scored and ranked.</summary>
    [Description("what is scored: each line, paragraph (between blank lines) or window")]
    public TextUnit By { get; init; } = TextUnit.Line;

    /// <summary>Bytes of a window.</summary>
    [Description("bytes of a window (--by window)")]
    [Range(1, 1 << 30)]
    public int Window { get; init; } = 1024;

    /// <summary>A second text whose parts are the anomalies; null for none.</summary>
    [Category("Anomalies")]
    [Description("a second text, the anomalies: reports how well the ranking separates its parts")]
    public string? Against { get; init; }
}

/// <summary>Writes the bits that the model needs for each part of a text, and their ranks, by default of the test text of the run.</summary>
internal sealed class ScoreText : ModelTask<ScoreTextSettings>
{
    public override string Command => TaskCommand.Score.Name;

    public override ModelUses Uses => ModelUses.Scoring;

    public override string OutputHelp => "a CSV file";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            (
                "likeness score runs/book --data new.txt --out lines.csv",
                "bits of each line of a text, rank (1 for the most unusual)"
            ),
            (
                "likeness score runs/log --data new.txt --false-alarm 0.001 --out lines.csv",
                "flags lines that are less typical than 99.9 % of lines like the data"
            ),
        ];

    public override void CheckOutput(string? output) => SequenceOutput.CheckScores(output);

    protected override TaskResult Run(TrainedModel model, ScoreTextSettings settings, TaskContext context)
    {
        var scorer = model.As<TextModel>();
        var text = settings.Data is { } source ? source.LoadText() : scorer.LoadData().Test;
        if (text.Length == 0)
        {
            throw new LikenessException("the run has no test text to score (give --data book.txt)");
        }

        RankingOutput.Check(settings.Roc);
        var anomalies = settings.Against is { } other ? DataSource.FromFiles(other).LoadText() : null;
        var ranking = scorer.Rank(
            text,
            settings.By,
            settings.Window,
            settings.FalseAlarm,
            anomalies,
            context.Progress,
            context.CancellationToken
        );
        return SequenceOutput.WriteRanking(context.Output!, ranking, settings);
    }
}
