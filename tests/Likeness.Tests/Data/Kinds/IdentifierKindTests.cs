using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data.Databases;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

public sealed class IdentifierKindTests
{
    [Theory]
    [InlineData("C7,C12,C999", "C{0}", "C1000")]
    [InlineData("CUST-00017,CUST-00002", "CUST-{00000}", "CUST-00018")]
    [InlineData("m[1],m[2],z[2]", @"[a-z]\[[0-9]\]", null)]
    [InlineData("5f3a,07bc,99d1", "[0-9a-f]{4}", null)]
    [InlineData("x12-5f3a,x07-07bc,x99-99d1", "x[0-9a-f]{2}-[0-9a-f]{4}", null)]
    public void Fresh_keys_have_the_pattern_of_the_data(string keys, string pattern, string? first)
    {
        string[] texts = keys.Split(',');
        var found = KeyPatterns.Find(texts)!;
        Assert.Equal(pattern, found.ToString());
        Assert.Equal(pattern, KeyPatternText.Read(pattern, found.Next).ToString());
        var kind = new IdentifierKind(texts, pattern) { Next = found.Next };
        string[] fresh = [.. Enumerable.Range(0, 500).Select(i => kind.Sampled("key", 3).Write(i))];
        Assert.Equal(500, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(texts));
        Assert.Equal(first ?? fresh[0], fresh[0]);
    }

    [Theory]
    [InlineData("a-1,b-22")]
    [InlineData("AB,CD")]
    public void Texts_without_a_common_pattern_are_no_keys(string keys) =>
        Assert.Null(KeyPatterns.Find(keys.Split(',')));

    [Theory]
    [InlineData("[0-9]{3}-[0-9]{2}-[0-9]{4}", 1000)]
    [InlineData("+49 [1-9][0-9]{2} [1-9][0-9]{6}", 600)]
    [InlineData("INV-[1-9][0-9]{4}", 500)]
    [InlineData("[1-8][0-9]{18}", 400)]
    [InlineData("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 40)]
    public void Fresh_keys_keep_the_length_and_differ_from_the_data_and_between_seeds(string pattern, int count)
    {
        string[] texts = Random(pattern, count);
        var found = KeyPatterns.Find(texts)!;
        Assert.Equal(pattern, found.ToString());
        var kind = Stored(new IdentifierKind(texts, pattern));
        var (one, other) = (kind.Sampled("key", 1), kind.Sampled("key", 2));
        string[] fresh = [.. Enumerable.Range(0, 20_000).Select(i => one.Write(i))];
        Assert.All(fresh, key => Assert.Equal(texts[0].Length, key.Length));
        Assert.Equal(fresh.Length, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(texts));
        Assert.NotEqual(fresh[0], other.Write(0));
        Assert.Equal(pattern, KeyPatterns.Find(fresh[..texts.Length])!.ToString());
        Assert.True(fresh.Take(200).Select(key => key[^4]).Distinct().Count() > 5);
    }

    [Fact]
    public void Long_whole_numbers_stay_64_bit_integers()
    {
        var random = new PhiloxRandom(5, 0);
        string[] texts = [.. Enumerable.Range(0, 300).Select(_ => $"{random.NextUInt64() >> 1}")];
        Assert.True(texts.Select(text => text.Length).Distinct().Count() > 1);
        var kind = new IdentifierKind(texts, KeyPatterns.Find(texts)!.ToString()).Sampled("id", 0);
        string[] fresh = [.. Enumerable.Range(0, 5000).Select(i => kind.Write(i))];
        Assert.All(
            fresh,
            key =>
                Assert.Equal(key, long.Parse(key, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture))
        );
    }

    [Fact]
    public void Keys_are_longer_only_where_the_pattern_has_no_other()
    {
        string[] texts = [.. Enumerable.Range(0, 900).Select(i => $"{i:000}")];
        var kind = Stored(new IdentifierKind(texts, "[0-9]{3}"));
        string[] fresh = [.. Enumerable.Range(0, 20_000).Select(i => kind.Sampled("key", 7).Write(i))];
        Assert.Equal([3, 4, 5], fresh.Select(key => key.Length).Distinct());
        Assert.Equal(100, fresh.Count(key => key.Length == 3));
        Assert.Equal(fresh.Length, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(texts));
    }

    [Theory]
    [InlineData("[0-9]{3}", 100)]
    [InlineData("{000}", 100)]
    public void A_declared_pattern_and_a_limited_column_give_no_longer_keys(string pattern, int left)
    {
        string[] texts = [.. Enumerable.Range(0, 900).Select(i => $"{i:000}")];
        var kind = new IdentifierKind(texts, pattern) { Next = 900 };
        foreach (var keys in new[] { (kind with { IsFixed = true }).Sampled("code", 0), kind.Sampled("code", 0, 3) })
        {
            Assert.Equal(left, Enumerable.Range(0, left).Select(i => keys.Write(i)).Except(texts).Count());
            var error = Assert.Throws<LikenessException>(() => keys.Write(left));
            Assert.StartsWith("column 'code': the data leave too few keys", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>As <c>describe --out</c> writes keys of whole numbers, whatever their length.</summary>
    [Fact]
    public void A_declared_number_without_leading_zeros_may_have_any_length()
    {
        var keys = new IdentifierKind([.. Enumerable.Range(0, 900).Select(i => $"{i}")], "{0}")
        {
            Next = 900,
            IsFixed = true,
        }.Sampled("code", 0);
        Assert.Equal(["900", "1000"], new[] { keys.Write(0), keys.Write(100) });
    }

    [Theory]
    [InlineData("character varying(11)", 11)]
    [InlineData("character(5)", 5)]
    [InlineData("uuid", 36)]
    [InlineData("text", null)]
    [InlineData("timestamp(3) without time zone", null)]
    [InlineData(null, null)]
    public void A_type_may_limit_the_length(string? type, int? length) =>
        Assert.Equal(length, DatabaseTypes.LengthOf(type));

    // As run.json keeps it.
    private static IdentifierKind Stored(IdentifierKind kind) =>
        JsonSerializer.Deserialize<IdentifierKind>(JsonSerializer.Serialize((IdentifierKind)kind.ToStored()))!;

    private static string[] Random(string pattern, int count)
    {
        var keys = KeyPatternText.Read(pattern, 0);
        var random = new PhiloxRandom(11, 0);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => keys.Key((((BigInteger)random.NextUInt64() << 64) | random.NextUInt64()) % keys.Size))
                .Distinct(),
        ];
    }
}
