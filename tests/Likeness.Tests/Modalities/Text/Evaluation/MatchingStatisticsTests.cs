using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Modalities.Text.Evaluation;
using Likeness.Tests.Evaluation.Windows;

namespace Likeness.Tests.Modalities.Text.Evaluation;

public sealed class MatchingStatisticsTests
{
    private static readonly GoldenSequences Golden = GoldenSequences.All;

    [Fact]
    public void Shared_spans_are_those_of_brute_force()
    {
        byte[] train = Encoding.ASCII.GetBytes(Golden.Matches.Train);
        ReadOnlyMemory<byte>[] texts = [.. Golden.Matches.Texts.Select(one => Encoding.ASCII.GetBytes(one.Text))];
        MatchingStatistics[] found = MatchingStatistics.Measure(train, texts);
        for (int i = 0; i < texts.Length; i++)
        {
            Assert.Equal(Golden.Matches.Texts[i].Lengths, found[i].Lengths);
            for (int at = 0; at < texts[i].Length; at++)
            {
                int length = found[i].Lengths[at];
                int place = found[i].FindPosition(at);
                Assert.True(
                    length == 0 || train.AsSpan(place, length).SequenceEqual(texts[i].Span.Slice(at, length)),
                    $"text {i}, position {at}"
                );
            }
        }
    }

    [Fact]
    public void Suffixes_are_sorted()
    {
        for (int trial = 0; trial < 200; trial++)
        {
            var random = new PhiloxRandom(7, (ulong)trial);
            int letters = 1 + random.NextInt(5);
            int[] symbols = [.. Enumerable.Range(0, random.NextInt(80)).Select(_ => 1 + random.NextInt(letters)), 0];
            int[] suffixes = new int[symbols.Length];
            SuffixArray.Sort<int>(symbols, suffixes, letters + 1);
            Assert.Equal(Enumerable.Range(0, symbols.Length), suffixes.Order());
            for (int i = 1; i < suffixes.Length; i++)
            {
                Assert.True(
                    symbols.AsSpan(suffixes[i - 1]).SequenceCompareTo(symbols.AsSpan(suffixes[i])) < 0,
                    string.Join(" ", symbols)
                );
            }
        }
    }

    [Fact]
    public void Copies_of_a_long_text_take_linear_time()
    {
        byte[] train = new byte[1 << 20]; // one letter: the worst case of comparisons without the neighbours' lengths
        MatchingStatistics found = MatchingStatistics.Measure(train, train)[0];
        Assert.Equal(train.Length, found.Lengths[0]);
        Assert.Equal(1, found.Lengths[^1]);
    }

    [Fact]
    public void Edit_distances_are_those_of_brute_force() =>
        Assert.All(
            Golden.Edits,
            golden =>
                Assert.Equal(
                    golden.Distance,
                    NearestPassages.EditDistance(
                        Encoding.ASCII.GetBytes(golden.Window),
                        Encoding.ASCII.GetBytes(golden.Passage)
                    )
                )
        );

    [Fact]
    public void Bytes_of_long_spans_are_counted_once()
    {
        int[] lengths = new int[128];
        (lengths[10], lengths[20], lengths[60]) = (30, 30, 40);
        double[] covered = MemorisationCheck.Covered(lengths, 30);
        Assert.Equal([44.0 / 64, 36.0 / 64], covered.Select(each => Math.Round(each, 12)));
    }
}
