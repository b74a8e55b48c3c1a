using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Kinds;

public sealed class IdentifierKindTests
{
    [Theory]
    [InlineData("C7,C12,C999", "C{0}", "C1000")]
    [InlineData("CUST-00017,CUST-00002", "CUST-{00000}", "CUST-00018")]
    [InlineData("a[1],a[2],b[2]", @"[a-z]\[[0-9]\]", null)]
    [InlineData("5f3a,07bc,99d1", "[0-9a-f]{4}", null)]
    [InlineData("x12-5f3a,x07-07bc,x99-99d1", "x[0-9a-f]{2}-[0-9a-f]{4}", null)]
    public void Fresh_keys_have_the_pattern_of_the_data(string keys, string pattern, string? first)
    {
        string[] texts = keys.Split(',');
        var found = KeyPattern.Find(texts)!;
        Assert.Equal(pattern, found.ToString());
        Assert.Equal(pattern, KeyPattern.Parse(pattern, found.Next).ToString());
        var kind = new IdentifierKind(texts, pattern) { Next = found.Next };
        string[] fresh = [.. Enumerable.Range(0, 500).Select(i => kind.Sampled(3).Write(i))];
        Assert.Equal(500, fresh.Distinct().Count());
        Assert.Empty(fresh.Intersect(texts));
        Assert.Equal(first ?? fresh[0], fresh[0]);
    }

    [Theory]
    [InlineData("a-1,b-22")]
    [InlineData("AB,CD")]
    public void Texts_without_a_common_pattern_are_no_keys(string keys) =>
        Assert.Null(KeyPattern.Find(keys.Split(',')));
}
