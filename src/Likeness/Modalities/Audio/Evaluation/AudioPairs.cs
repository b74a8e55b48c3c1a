using Likeness.Evaluation.Windows;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Evaluation;

/// <summary>
/// Pairs of samples for the comparison of audio: test and generated clips, and test and other real clips: as many training clips as
/// generated ones if training clips are available, else the two halves of the test clips.
/// </summary>
internal sealed class AudioPairs
{
    /// <summary>n of the n-grams.</summary>
    public const int Order = 3;

    /// <summary>The minimum number of windows of a set of clips.</summary>
    public const int MinWindows = 20;

    private const int MinShares = 4; // of training clips that fit side by side

    private readonly ReadOnlyMemory<float>[] train;
    private readonly ReadOnlyMemory<float>[] test;
    private readonly ReadOnlyMemory<float>[] generated;
    private readonly WindowEvaluationSettings settings;
    private readonly AudioFeatures features;
    private readonly int window;

    /// <summary>Creates the pairs from segments.</summary>
    /// <param name="train">Of the training clips; may be empty.</param>
    /// <param name="test">Of the test clips.</param>
    /// <param name="generated">Of the generated clips.</param>
    /// <param name="rate">Samples per second.</param>
    /// <param name="window">Samples per window.</param>
    /// <param name="settings">Sizes and repeats.</param>
    public AudioPairs(
        ReadOnlyMemory<float>[] train,
        ReadOnlyMemory<float>[] test,
        ReadOnlyMemory<float>[] generated,
        int rate,
        int window,
        WindowEvaluationSettings settings
    )
    {
        (this.train, this.test, this.generated) = (train, test, generated);
        (this.window, this.settings) = (window, settings);
        features = new AudioFeatures(rate, window);
    }

    /// <summary>Test and generated clips.</summary>
    public WindowPair Main() => Pair(test, generated);

    /// <summary>Pairs of real clips.</summary>
    public IReadOnlyList<Func<WindowPair>> Baselines()
    {
        int count = Math.Min(generated.Length, train.Length / MinShares);
        int last = Math.Max(1, settings.BaselineRepeats - 1);
        bool hasTrain = count > 0 && Windows(train[..count]).Windows.Length >= MinWindows;
        return
        [
            .. Enumerable
                .Range(0, settings.BaselineRepeats)
                .Select<int, Func<WindowPair>>(repeat =>
                {
                    int start = (int)((long)(train.Length - count) * repeat / last);
                    return hasTrain ? () => Pair(test, train[start..(start + count)]) : () => Halves(repeat);
                }),
        ];
    }

    // Segments differ in length, so the halves are of windows, up to the end of a segment.
    private WindowPair Halves(int repeat)
    {
        int start = (int)((long)test.Length * repeat / (2 * settings.BaselineRepeats));
        ReadOnlyMemory<float>[] turned = [.. test[start..], .. test[..start]];
        int left = turned.Sum(segment => segment.Length / window) / 2;
        int half = 0;
        for (; left > 0; half++)
        {
            left -= turned[half].Length / window;
        }

        return Pair(turned[..half], turned[half..]);
    }

    private WindowPair Pair(ReadOnlyMemory<float>[] real, ReadOnlyMemory<float>[] other)
    {
        var (realWindows, realBlocks) = Windows(real);
        var (otherWindows, otherBlocks) = Windows(other);
        int count = Math.Min(settings.MaxWindows, Math.Min(realWindows.Length, otherWindows.Length));
        var (realLevels, realKept) = (Levels(realWindows, count), WindowRows.Blocked(Evenly.Thin(realBlocks, count)));
        var (otherLevels, otherKept) = (
            Levels(otherWindows, count),
            WindowRows.Blocked(Evenly.Thin(otherBlocks, count))
        );
        CrossBits bits = CrossBits.Measure(realLevels, realKept, otherLevels, otherKept, Order);
        return new WindowPair(
            new WindowRows(features.Describe(realLevels, bits.Real, Order), realKept),
            new WindowRows(features.Describe(otherLevels, bits.Other, Order), otherKept),
            BitsMeans.FromBits(bits)
        );
    }

    // Whole windows, and the segment of each.
    private (ReadOnlyMemory<float>[] Windows, int[] Blocks) Windows(ReadOnlyMemory<float>[] segments)
    {
        var windows = new List<ReadOnlyMemory<float>>();
        var blocks = new List<int>();
        for (int i = 0; i < segments.Length; i++)
        {
            for (int start = 0; start + window <= segments[i].Length; start += window)
            {
                windows.Add(segments[i].Slice(start, window));
                blocks.Add(i);
            }
        }

        return ([.. windows], [.. blocks]);
    }

    private static ReadOnlyMemory<byte>[] Levels(ReadOnlyMemory<float>[] windows, int count) =>
        [.. Evenly.Thin(windows, count).Select(each => new ReadOnlyMemory<byte>(MuLaw.Encode(each.Span)))];
}
