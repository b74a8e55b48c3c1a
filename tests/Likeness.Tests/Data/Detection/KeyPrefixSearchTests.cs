using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Tests.Data.Detection;

/// <summary>Random keys with one of a few beginnings, such as those of payments, refunds and payouts.</summary>
public sealed class KeyPrefixSearchTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static readonly string[] Types = ["charge", "refund", "payout"];
    private static readonly string[] Begins = ["ch_", "re_", "po_"];

    [Theory]
    [InlineData("ch_", "re_", "(ch|re)_[0-9A-Za-z]{16}")]
    [InlineData("sk_live_", "pk_test_", "(pk_test|sk_live)_[0-9A-Za-z]{16}")]
    [InlineData("a-", "bb:", "(a-|bb:)[0-9A-Za-z]{16}")]
    public void BeginningsArePartsThatRepeat(string first, string second, string pattern)
    {
        var random = new Random(1);
        string[] keys = [.. Enumerable.Range(0, 200).Select(i => (i % 3 == 0 ? first : second) + Text(random, 16))];
        var found = KeyPatterns.Find(keys)!;
        Assert.Equal(pattern, $"{found}");
        Assert.Equal(pattern, $"{KeyPatternText.Read(pattern, 0)}");
        Assert.All(keys, key => Assert.True(found.Matches(key)));
    }

    [Fact]
    public void OthersAreNone()
    {
        var random = new Random(2);
        // One beginning, many, numbers, and ends that differ in length.
        Assert.Null(KeyPrefixSearch.Find(Keys(_ => $"txn_{Text(random, 16)}")));
        Assert.Null(KeyPrefixSearch.Find(Keys(i => $"{Text(random, 5)}_{Text(random, 16)}")));
        Assert.Null(KeyPrefixSearch.Find(Keys(i => $"{17 + (i % 3)}_{Text(random, 16)}")));
        Assert.Null(KeyPrefixSearch.Find(Keys(i => $"{Begins[i % 3]}{Text(random, 12 + (i % 3))}")));
        Assert.Null(KeyPrefixSearch.Find(Keys(i => $"{Begins[i % 3]}{i % 7}abcdef")));
    }

    [Fact]
    public void SamplesHaveTheBeginningOfTheirLevel()
    {
        var random = new Random(3);
        int[] types = [.. Enumerable.Range(0, 600).Select(_ => random.Next(10) is var one && one < 7 ? 0 : one - 7)];
        types = Array.ConvertAll(types, type => Math.Min(type, 2));
        var data = Table.FromArrays(
            ("type", Array.ConvertAll(types, type => Types[type])),
            ("source", Array.ConvertAll(types, type => Begins[type] + Text(random, 20))),
            ("amount", Array.ConvertAll(types, type => (10 * type) + random.Next(50)))
        );
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) })
            .As<TableModel>();
        Assert.Contains("type determines part 1 of source", model.Encoding.AllRules.Texts);
        var samples = model.Sample(600, 1);
        string[] known = Texts(data, 1);
        string[] sources = Texts(samples, 1);
        Assert.Equal(Texts(samples, 0), sources.Select(source => Types[Array.IndexOf(Begins, source[..3])]));
        Assert.Equal(600, sources.Distinct().Count());
        Assert.Empty(sources.Intersect(known));
        Assert.All(sources, source => Assert.Equal(23, source.Length));
    }

    private static string[] Texts(Table rows, int column) =>
        [.. rows.ColumnValues(column).Select(cell => rows.Columns[column].Write(cell))];

    private static string[] Keys(Func<int, string> key) => [.. Enumerable.Range(0, 200).Select(key).Distinct()];

    private static string Text(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
}
