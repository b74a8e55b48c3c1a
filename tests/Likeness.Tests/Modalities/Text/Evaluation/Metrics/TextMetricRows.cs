using Likeness.Evaluation.Windows;
using Likeness.Modalities.Text.Evaluation;
using Likeness.Tests.Evaluation.Windows.Metrics;

namespace Likeness.Tests.Modalities.Text.Evaluation.Metrics;

/// <summary>A row for each metric of text.</summary>
internal static class TextMetricRows
{
    private const int Window = 256;
    private const int Order = 6;
    private const int Bytes = 25 * Window; // as many windows as blocks
    private const double Rounding = 1e-9;

    private static readonly WindowEvaluationSettings Quick = new()
    {
        BaselineRepeats = 1,
        Resamples = 2,
        Threads = 1,
    };
    private static readonly byte[] Train = ToyText.Write(12_000, 1);
    private static readonly byte[] Test = ToyText.Write(Bytes, 2);
    private static readonly byte[] Fresh = ToyText.Write(Bytes, 3);
    private static readonly byte[] Copied = [.. Train[(Train.Length - Bytes)..]];
    private static readonly byte[] Noise = ToyText.Noise(Bytes);
    private static readonly byte[] Repeated = ToyText.Repeat("To be, or not to be, that is the question.\n", Bytes);

    private static readonly SequenceInput<byte[]> Honest = new(Train, Test, Fresh);
    private static readonly SequenceInput<byte[]> Unlike = Honest with { Generated = Noise };

    // 700 bytes are copied, and 600 with every fiftieth byte replaced.
    private static readonly SequenceInput<byte[]> Plain = new(
        Train,
        Test,
        [
            .. Fresh[..1000],
            .. Train[5000..5700],
            .. Fresh[1700..2500],
            .. ToyText.Edit(Train.AsSpan(7000, 600)),
            .. Fresh[3100..],
        ]
    );

    public static SequenceProperties<byte[]> Properties { get; } = new(Measure, Honest, Mix, Recode);

    public static IReadOnlyDictionary<string, SequenceTraits<byte[]>> All { get; } =
        new Dictionary<string, SequenceTraits<byte[]>>
        {
            ["AUC (k-NN)"] = Area(),
            ["AUC (logistic regression)"] = Area(),
            ["AUC (random forest)"] = Area(),
            ["AUC (boosted trees)"] = Area(),
            ["Bits of generated text by real 6-grams"] = Row(
                input => GramDefinitions.Bits(Windows(input.Generated), Windows(input.Test), Order),
                Noise
            ) with
            {
                Exchanged = "Bits of real text by generated 6-grams",
            },
            ["Bits of real text by generated 6-grams"] = Row(
                input => GramDefinitions.Bits(Windows(input.Test), Windows(input.Generated), Order),
                Repeated
            ) with
            {
                Exchanged = "Bits of generated text by real 6-grams",
            },
            ["Bits of generated text by its own 6-grams"] = Row(
                input => GramDefinitions.Bits(Windows(input.Generated), Windows(input.Generated), Order),
                Repeated
            ) with
            {
                Falls = true,
            },
            ["Exact matches"] = Row(input => TextDefinitions.Exact(input.Train, input.Generated), Copied),
            ["Near matches"] = Row(input => TextDefinitions.Near(input.Train, input.Test, input.Generated), Copied),
            ["Longest shared span"] = Row(
                input => TextDefinitions.SharedSpans(input.Train, input.Generated).Max(),
                Copied
            ),
            ["99 % quantile of shared spans"] = Row(
                input => TextDefinitions.Quantile(TextDefinitions.SharedSpans(input.Train, input.Generated), 0.99),
                Copied
            ),
            [LongSpans] = Row(input => TextDefinitions.InLongSpans(input.Train, input.Test, input.Generated), Copied),
        };

    // The metric's name ends with a length that depends on the test text.
    private const string LongSpans = "Bytes in shared spans over";

    /// <summary>The values of all metrics, by name.</summary>
    public static IReadOnlyDictionary<string, double> Measure(SequenceInput<byte[]> input) =>
        TextEvaluator
            .Evaluate(input.Train, input.Test, input.Generated, Quick)
            .Results.ToDictionary(
                result => result.Metric.StartsWith(LongSpans, StringComparison.Ordinal) ? LongSpans : result.Metric,
                result => result.Value
            );

    private static SequenceTraits<byte[]> Row(Func<SequenceInput<byte[]>, double> definition, byte[] spoiled) =>
        new(Plain, definition, Rounding, null, spoiled);

    // Windows of printable noise have no context of words: the best classifier is never wrong.
    private static SequenceTraits<byte[]> Area() => new(Unlike, _ => 1, 0.01, null, Noise);

    private static byte[][] Windows(byte[] text) => [.. text.Chunk(Window).Where(window => window.Length == Window)];

    private static byte[] Mix(byte[] honest, byte[] other, double fraction)
    {
        int replaced = (int)(fraction * honest.Length);
        return [.. other[..replaced], .. honest[replaced..]];
    }

    // One byte for each: an alphabet in another order.
    private static byte[] Recode(byte[] text) => Array.ConvertAll(text, each => (byte)((each * 11) + 5));
}
