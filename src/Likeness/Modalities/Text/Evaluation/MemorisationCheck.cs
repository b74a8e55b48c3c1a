using System.Text;
using Likeness.Evaluation;
using Likeness.Evaluation.Windows;

namespace Likeness.Modalities.Text.Evaluation;

/// <summary>Measures <see cref="TextMemorisation"/>.</summary>
internal static class MemorisationCheck
{
    private const int MaxWindows = 4096;
    private const int MinLongSpan = 24;
    private const double LongQuantile = 0.999;
    private const double NearSimilarity = 0.7;
    private const int MaxExcerpt = 200;

    /// <summary>Searches for training text in generated and in test text.</summary>
    public static TextMemorisation Measure(
        ReadOnlyMemory<byte> train,
        ReadOnlyMemory<byte> test,
        ReadOnlyMemory<byte> generated,
        int threads,
        CancellationToken cancellationToken
    )
    {
        MatchingStatistics[] matches = MatchingStatistics.Measure(train.Span, test, generated);
        cancellationToken.ThrowIfCancellationRequested();
        int longSpan = (int)Quantile(matches[0].Lengths, LongQuantile);
        int beyondTest = Math.Max(MinLongSpan, matches[0].Lengths.Max()) + 1;
        (bool[] testExact, bool[] testNear) = Find(test, matches[0]);
        (bool[] exact, bool[] near) = Find(generated, matches[1]);
        SharedSpans spans = Spans(matches[1], longSpan);
        ReadOnlyMemory<byte> longest = generated.Slice(spans.Position, Math.Min(spans.Longest, MaxExcerpt));
        return new TextMemorisation(
            longSpan,
            spans,
            Spans(matches[0], longSpan),
            MatchCount.Fisher(exact, testExact),
            MatchCount.Fisher(near, testNear),
            Encoding.UTF8.GetString(longest.Span)
        );

        (bool[] Exact, bool[] Near) Find(ReadOnlyMemory<byte> text, MatchingStatistics found)
        {
            int[] chosen = Evenly.Thin([.. Enumerable.Range(0, text.Length / NearestPassages.Window)], MaxWindows);
            double[] verbatim = Covered(found.Lengths, NearestPassages.Window);
            double[] longer = Covered(found.Lengths, beyondTest);
            double[] similar = NearestPassages.Similarities(train, text, found, chosen, threads, cancellationToken);
            bool[] isExact = [.. chosen.Select(window => verbatim[window] >= 0.5)];
            bool[] isNear =
            [
                .. chosen.Select((window, i) => isExact[i] || similar[i] >= NearSimilarity || longer[window] >= 0.5),
            ];
            return (isExact, isNear);
        }
    }

    /// <summary>The fraction of each whole window covered by shared spans of at least this many bytes.</summary>
    internal static double[] Covered(int[] lengths, int atLeast)
    {
        var covered = new double[lengths.Length / NearestPassages.Window];
        int end = 0;
        for (int i = 0; i < covered.Length * NearestPassages.Window; i++)
        {
            end = lengths[i] >= atLeast ? Math.Max(end, i + lengths[i]) : end;
            covered[i / NearestPassages.Window] += i < end ? 1.0 / NearestPassages.Window : 0;
        }

        return covered;
    }

    private static SharedSpans Spans(MatchingStatistics matches, int longSpan)
    {
        int[] lengths = matches.Lengths;
        int longest = lengths.Max();
        int position = Array.IndexOf(lengths, longest);
        int end = 0;
        long inLong = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            end = lengths[i] > longSpan ? Math.Max(end, i + lengths[i]) : end;
            inLong += i < end ? 1 : 0;
        }

        return new SharedSpans(
            longest,
            position,
            matches.FindPosition(position),
            Quantile(lengths, 0.99),
            (double)inLong / lengths.Length
        );
    }

    private static double Quantile(int[] lengths, double fraction)
    {
        double[] sorted = Array.ConvertAll(lengths, length => (double)length);
        Array.Sort(sorted);
        return Spread.Quantile(sorted, fraction);
    }
}
