using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Evaluation;
using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Text.Evaluation;

/// <summary>
/// Pairs of samples for the comparison of text: test and generated text, and test and other real text. With training text, the other real text is
/// in half of the pairs one contiguous stretch of it as long as the generated text, and in the others passages of 2 KiB from all of
/// it; without training text, test text is divided into two contiguous halves at different positions.
/// </summary>
internal sealed class TextPairs
{
    /// <summary>Bytes per window.</summary>
    public const int Window = 256;

    /// <summary>The minimum number of windows of a text.</summary>
    public const int MinWindows = 20;

    /// <summary>n of the n-grams.</summary>
    public const int Order = 6;

    private const int PassageWindows = 8;
    private const int MinStretches = 4; // that fit into the training text side by side

    private readonly ReadOnlyMemory<byte>[] train;
    private readonly ReadOnlyMemory<byte>[] test;
    private readonly ReadOnlyMemory<byte>[] generated;
    private readonly WindowEvaluationSettings settings;

    public TextPairs(
        ReadOnlyMemory<byte> train,
        ReadOnlyMemory<byte> test,
        ReadOnlyMemory<byte> generated,
        WindowEvaluationSettings settings
    )
    {
        (this.train, this.test, this.generated) = (Cut(train), Cut(test), Cut(generated));
        this.settings = settings;
    }

    /// <summary>Test and generated text.</summary>
    public WindowPair Main() => Pair(test, generated);

    /// <summary>Pairs of real text.</summary>
    public IReadOnlyList<Func<WindowPair>> Baselines()
    {
        int stretch = Math.Min(generated.Length, train.Length / MinStretches);
        return
        [
            .. Enumerable
                .Range(0, settings.BaselineRepeats)
                .Select(repeat =>
                    stretch < MinWindows ? () => Halves(repeat)
                    : repeat % 2 == 0 ? () => Pair(test, Stretch(stretch, repeat / 2))
                    : (Func<WindowPair>)(() => Pair(test, Passages(stretch, repeat / 2)))
                ),
        ];
    }

    /// <summary>All whole windows of a text.</summary>
    private static ReadOnlyMemory<byte>[] Cut(ReadOnlyMemory<byte> text) =>
        [.. Enumerable.Range(0, text.Length / Window).Select(i => text.Slice(i * Window, Window))];

    private ReadOnlyMemory<byte>[] Stretch(int length, int repeat)
    {
        int last = Math.Max(1, ((settings.BaselineRepeats + 1) / 2) - 1);
        int start = (int)((long)(train.Length - length) * repeat / last);
        return train[start..(start + length)];
    }

    private ReadOnlyMemory<byte>[] Passages(int length, int repeat)
    {
        var random = new PhiloxRandom(settings.Seed, ((ulong)EvaluationStream.Splits << 32) | (uint)repeat);
        int count = Math.Max(1, length / PassageWindows);
        int room = train.Length / count;
        int each = Math.Min(room, PassageWindows);
        return
        [
            .. Enumerable
                .Range(0, count)
                .SelectMany(i =>
                {
                    int start = (i * room) + random.NextInt(room - each + 1);
                    return train[start..(start + each)];
                }),
        ];
    }

    private WindowPair Halves(int repeat)
    {
        int start = (int)((long)test.Length * repeat / (2 * settings.BaselineRepeats));
        ReadOnlyMemory<byte>[] turned = [.. test[start..], .. test[..start]];
        return Pair(turned[..(test.Length / 2)], turned[(test.Length / 2)..]);
    }

    private WindowPair Pair(ReadOnlyMemory<byte>[] real, ReadOnlyMemory<byte>[] other)
    {
        int count = Math.Min(settings.MaxWindows, Math.Min(real.Length, other.Length));
        (real, other) = (Evenly.Thin(real, count), Evenly.Thin(other, count));
        int[] blocks = WindowRows.Contiguous(count);
        CrossBits bits = CrossBits.Measure(real, blocks, other, blocks, Order);
        return new WindowPair(
            new WindowRows(Features(real, bits.Real), blocks),
            new WindowRows(Features(other, bits.Other), blocks),
            BitsMeans.FromBits(bits)
        );
    }

    private static Table Features(ReadOnlyMemory<byte>[] windows, SampleBits bits) =>
        TextFeatures.Describe(windows, bits, Order);
}
