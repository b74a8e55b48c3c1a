using Likeness.Modalities.Sequences;
using Likeness.Runs;

namespace Likeness.Modalities.Audio.Tasks;

/// <summary>Settings of <see cref="ScoreAudio"/>.</summary>
public sealed record ScoreAudioSettings : TaskSettings;

/// <summary>Writes the bits that the model needs for each clip, by default of the run's test clips.</summary>
internal sealed class ScoreAudio : ModelTask<ScoreAudioSettings>
{
    public override string Command => TaskCommand.Score.Name;

    public override string OutputHelp => "a CSV file";

    public override IReadOnlyList<(string Line, string Meaning)> Examples =>
        [("likeness score runs/notes --data clips --out scores.csv", "bits of each clip of audio")];

    public override void CheckOutput(string? output) => SequenceOutput.CheckScores(output);

    protected override TaskResult Run(TrainedModel model, ScoreAudioSettings settings, TaskContext context)
    {
        var scorer = model.As<AudioModel>();
        var clips = settings.Data is { } source ? scorer.LoadClips(source) : scorer.LoadData().Test;
        if (clips.Samples == 0)
        {
            throw new LikenessException("the run has no test clips to score (give --data clips)");
        }

        var scores = scorer.ScoreClips(clips, context.Progress, context.CancellationToken);
        var (bits, lines) = SequenceOutput.WriteScores(context.Output!, scores, "clips", clips.Samples, "sample");
        return new TaskResult
        {
            Lines = lines,
            Answer = new
            {
                scores.RowCount,
                File = context.Output,
                BitsPerSample = bits,
            },
        };
    }
}
