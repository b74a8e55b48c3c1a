using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>IPv4 addresses are invented, with octets of at most 255 and the numbers of their networks.</summary>
public sealed class AddressPatternsTests
{
    private const int Rows = 3000;

    [Fact]
    public void Addresses_of_networks_keep_their_first_octets()
    {
        string[] texts = [.. Enumerable.Range(0, 400).Select(i => $"10.{1 + (i % 4)}.{i % 90}.{1 + (i * 7 % 254)}")];
        var pattern = AddressPatterns.Find(texts)!;
        Assert.Equal("10.(1|2|3|4).[0-255].[1-254]", pattern.ToString());
        Assert.Equal(pattern.ToString(), KeyPatternText.Read(pattern.ToString(), 0).ToString());
        Assert.All(texts, text => Assert.True(pattern.Matches(text)));
        Assert.False(pattern.Matches("10.2.7.255"));
        Assert.False(pattern.Matches("10.2.256.7"));
        Assert.False(pattern.Matches("10.2.07.7"));
        Assert.False(pattern.Matches("10.5.7.7"));
    }

    [Fact]
    public void Addresses_of_visitors_are_none_of_the_data()
    {
        string[] texts =
        [
            .. Enumerable
                .Range(1, 300)
                .Select(i => $"{1 + (i * 37 % 223)}.{i * 91 % 256}.{i * 53 % 256}.{i * 17 % 256}"),
        ];
        string[] rows = [.. Enumerable.Range(0, Rows).Select(i => texts[i * 7 % texts.Length])];
        var loaded = KindDetectionTests.Read("remote_addr,b\n" + string.Concat(rows.Select(cell => $"{cell},1.5\n")));
        var kind = Assert.IsType<IdentifierKind>(loaded.Table.Columns[0].Kind);
        Assert.True(kind.Repeats);
        Assert.StartsWith("IP addresses, of the pattern", loaded.Findings[0].Why, StringComparison.Ordinal);

        var sampled = ((IdentifierKind)kind.ToStored()).Sampled("remote_addr", seed: 3);
        string[] fresh = [.. Enumerable.Range(0, Rows).Select(i => sampled.Write(i * (kind.Parts?.Combinations ?? 1)))];
        Assert.All(fresh, text => Assert.True(AddressPatterns.Are(text), text));
        Assert.Empty(fresh.Intersect(texts));
    }

    [Theory]
    [InlineData("1.2.3.4", true)]
    [InlineData("255.0.0.0", true)]
    [InlineData("1.2.3.256", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1.2.3.04", false)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("1.2..4", false)]
    public void An_address_has_four_octets(string text, bool isOne) => Assert.Equal(isOne, AddressPatterns.Are(text));
}
