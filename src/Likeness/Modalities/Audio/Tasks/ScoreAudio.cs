using System.ComponentModel;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Sequences;
using Likeness.Models;
using Likeness.Runs;

namespace Likeness.Modalities.Audio.Tasks;

/// <summary>Settings of <see cref="ScoreAudio"/>.</summary>
public sealed record ScoreAudioSettings : ScoreSettings
{
    /// <summary>A second dataset, file or folder whose clips are the anomalies; null for none.</summary>
    [Category("Anomalies")]
    [Description(
        "a second dataset, file or folder of audio, the anomalies: reports how well the ranking separates them"
    )]
    public string? Against { get; init; }
}

/// <summary>Writes the bits that the model needs for each clip, and their ranks, by default of the run's test clips.</summary>
internal sealed class ScoreAudio : ModelTask<ScoreAudioSettings>
{
    public override string Command => TaskCommand.Score.Name;

    public override ModelUses Uses => ModelUses.Scoring;

    public override string OutputHelp => "a CSV file";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [
            (
                "likeness score runs/notes --data clips --out scores.csv",
                "bits of each clip of audio, rank (1 for the most unusual)"
            ),
            (
                "likeness score runs/notes --data new --false-alarm 0.1 --out scores.csv",
                "flags clips that are less typical than 90 % of clips like the data"
            ),
        ];

    public override void CheckOutput(string? output) => SequenceOutput.CheckScores(output);

    protected override TaskResult Run(TrainedModel model, ScoreAudioSettings settings, TaskContext context)
    {
        var scorer = model.As<AudioModel>();
        var clips = settings.Data is { } source ? scorer.LoadClips(source) : scorer.LoadData().Test;
        if (clips.Samples == 0)
        {
            throw new LikenessException("the run has no test clips to score (give --data clips)");
        }

        RankingOutput.Check(settings.Roc);
        var anomalies = settings.Against is { } other ? scorer.LoadClips(DataSource.Named(other)) : null;
        var ranking = scorer.Rank(clips, settings.FalseAlarm, anomalies, context.Progress, context.CancellationToken);
        ClipSet[] sets = anomalies is null ? [clips] : [clips, anomalies];
        return SequenceOutput.WriteRanking(
            context.Output!,
            ranking,
            settings,
            (NamedRows.File, [.. sets.SelectMany(set => NamedRows.Padded(set.Files, set.Clips.Count))]),
            ("class", [.. sets.SelectMany(ClassesOf)])
        );
    }

    private static IEnumerable<string> ClassesOf(ClipSet clips) =>
        clips.Classes.Count == 0
            ? Enumerable.Repeat("", clips.Clips.Count)
            : clips.ClassOf.Select(value => clips.Classes[value]);
}
