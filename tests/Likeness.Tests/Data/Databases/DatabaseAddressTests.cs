using Likeness.Data.Databases;

namespace Likeness.Tests.Data.Databases;

/// <summary>Addresses of databases, read as libpq reads them.</summary>
public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("postgresql://ann@db.example:5433/shop?table=orders", "db.example 5433 ann shop orders")]
    [InlineData("postgres://ann@db.example:5433/shop?table=sales.orders", "db.example 5433 ann shop sales.orders")]
    [InlineData("POSTGRESQL://ann@[::1]:1/shop?table=t", "::1 1 ann shop t")]
    [InlineData("postgresql:///shop?host=/run/sockets&port=1&user=ann&table=%22a.b%22", "/run/sockets 1 ann shop a.b")]
    [InlineData("postgresql://a%40b@h:2/s%20t?table=x%26y", "h 2 a@b s t x&y")]
    public void AreRead(string text, string expected)
    {
        var address = DatabaseAddress.Parse(text);
        Assert.Equal(expected, $"{address.Host} {address.Port} {address.User} {address.Database} {address.Table}");
    }

    [Theory]
    [InlineData("orders.csv", false)]
    [InlineData("postgresql", false)]
    [InlineData("postgres://h/d", true)]
    public void AreNoFiles(string text, bool expected) => Assert.Equal(expected, DatabaseAddress.Is(text));

    [Theory]
    [InlineData("postgresql://ann:secret@h/d?table=t")]
    [InlineData("postgresql://ann:@h/d?table=t")]
    [InlineData("postgresql://ann@h/d?table=t&password=secret")]
    [InlineData("postgresql://ann@h/d?PGPASSWORD=secret")]
    public void WithAPasswordAreRefused(string text)
    {
        string message = Assert.Throws<LikenessException>(() => DatabaseAddress.Parse(text)).Message;
        Assert.DoesNotContain("secret", message);
        Assert.Contains("PGPASSWORD", message);
    }

    [Theory]
    [InlineData("postgresql://ann@h:70000/d", "'70000' is not a port")]
    [InlineData("postgresql://ann@h/d?tabel=t", "'tabel' is not a setting")]
    [InlineData("postgresql://ann@h/d?table=a.b.c", "'a.b.c' is not the name of a table")]
    [InlineData("postgresql://ann@h/d?table=a.", "is not the name of a table")]
    public void WithErrorsAreRefused(string text, string part) =>
        Assert.Contains(part, Assert.Throws<LikenessException>(() => DatabaseAddress.Parse(text)).Message);

    [Fact]
    public void NamesAreQuoted() => Assert.Equal("\"sales\".\"od\"\"d\"", new TableName("sales", "od\"d").Sql);
}
