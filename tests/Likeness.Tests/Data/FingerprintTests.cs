using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data;

public class FingerprintTests
{
    [Fact]
    public void It_is_the_same_for_the_same_table_and_other_for_any_change()
    {
        var grid = new Grid(0, 0.5, 3);
        Table[] tables =
        [
            new([new Column("a"), new Column("b")], [1, 2, 3, 4]),
            new([new Column("ab"), new Column("")], [1, 2, 3, 4]),
            new([new Column("a"), new Column("b")], [1, 2, 4, 3]),
            new([new Column("a"), new Column("b")], [1, 2, 3, Math.BitIncrement(4)]),
            new([new Column("a"), new Column("b")], [1, 2]),
            new([new Column("a"), new Column("b", grid)], [1, 2, 3, 4]),
            new([new Column("a"), new Column("b", grid with { Decimals = 1 })], [1, 2, 3, 4]),
            new([new Column("a"), new Column("b")], [1, 2, 3, 4], new Picture(3, 3)),
            new(
                [new Column("a"), new Column("b") { Kind = new CategoryKind(["p", "q", "r", "s", "t"]) }],
                [1, 2, 3, 4]
            ),
            new(
                [new Column("a"), new Column("b") { Kind = new CategoryKind(["p", "q", "r", "s", "u"]) }],
                [1, 2, 3, 4]
            ),
            new([new Column("a"), new Column("b") { Kind = new TimeKind("yyyy-MM-dd") }], [1, 2, 3, 4]),
            new([new Column("a"), new Column("b") { Kind = new TextKind(["", "", "x", "", "y"]) }], [1, 2, 3, 4]),
            new([new Column("a"), new Column("b") { Kind = new TextKind(["", "", "x", "", "z"]) }], [1, 2, 3, 4]),
        ];
        string[] prints = [.. tables.Select(Fingerprint.Compute)];
        Assert.Equal(prints.Length, prints.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(prints[0], Fingerprint.Compute(new Table([new Column("a"), new Column("b")], [1, 2, 3, 4])));
        Assert.Matches("^sha256:[0-9a-f]{64}$", prints[0]);
    }

    [Fact]
    public void It_does_not_change_between_versions()
    {
        var table = new Table([new Column("x", new Grid(0, 1, 2))], [0, 1, 1]);
        // Python's hashlib over the same fields, packed by hand.
        Assert.Equal(
            "sha256:f076c467a1a23cab216d7540acb79f9cffbf87da9d70f031859fe3e4e311219b",
            Fingerprint.Compute(table)
        );
    }
}
