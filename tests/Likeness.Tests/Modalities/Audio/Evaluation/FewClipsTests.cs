using Likeness.Evaluation.Windows;
using Likeness.Modalities.Audio.Data;
using Likeness.Modalities.Audio.Datasets;
using Likeness.Modalities.Audio.Evaluation;

namespace Likeness.Tests.Modalities.Audio.Evaluation;

public sealed class FewClipsTests
{
    private static readonly WindowEvaluationSettings Quick = new() { BaselineRepeats = 3, Resamples = 10 };
    private static readonly ClipSet Tones = new TonesDataset().Load(1).Train;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 2)]
    [InlineData(14, 6)]
    [InlineData(20, 10)]
    [InlineData(40, 9)]
    [InlineData(60, 11)]
    public void Every_number_of_clips_gets_a_verdict(int train, int test)
    {
        AudioEvaluation report = AudioEvaluator.Evaluate(
            Part(0, train, 2),
            Part(train, test, 2),
            Part(train + test, test, 2),
            Quick
        );
        Assert.NotEmpty(report.Verdict.Evidence);
        Assert.All(report.Results, result => Assert.True(double.IsFinite(result.Value)));
    }

    [Fact]
    public void One_long_clip_beside_short_ones_gets_a_verdict()
    {
        float[] joined = [.. Part(0, 40, 1).Clips.SelectMany(clip => clip)];
        AudioEvaluation report = AudioEvaluator.Evaluate(null, With(60), With(80), Quick);
        Assert.NotEmpty(report.Verdict.Evidence);

        ClipSet With(int start) => new(Tones.Rate, [joined, .. Part(start, 10, 1).Clips]);
    }

    [Fact]
    public void Windows_of_too_few_clips_are_cut_into_stretches()
    {
        Assert.Equal([0, 0, 1, 2, 3, 4], WindowRows.Blocked([2, 2, 4, 6, 8, 10]));
        int[] blocks = WindowRows.Blocked([.. Enumerable.Range(0, 30).Select(i => i / 10)]);
        Assert.All(new WindowRows(null!, blocks).FoldRows(), fold => Assert.NotEmpty(fold));
    }

    // Clips of several notes, one after the other.
    private static ClipSet Part(int from, int count, int notes) =>
        new(
            Tones.Rate,
            [
                .. Enumerable
                    .Range(from, count)
                    .Select(i => Tones.Clips.Skip(i * notes).Take(notes).SelectMany(clip => clip).ToArray()),
            ]
        );
}
