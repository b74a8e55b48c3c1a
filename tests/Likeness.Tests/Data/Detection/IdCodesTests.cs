using System.Text;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Whole numbers that are codes by their name.</summary>
public sealed class IdCodesTests
{
    private const int Rows = 600;

    [Theory]
    [InlineData("movieId", true)]
    [InlineData("store_id", true)]
    [InlineData("IdProduct", true)]
    [InlineData("id", true)]
    [InlineData("paid", false)]
    [InlineData("grid", false)]
    [InlineData("price", false)]
    public void NumbersAreLevelsByTheName(string name, bool areLevels)
    {
        var column = Read(name, row => 31 + (row * 7 % 40 * 97)).Columns[0];
        Assert.Equal(areLevels, column.Kind is CategoryKind { LevelCount: 40 });
        Assert.True(areLevels || column.Kind is NumberKind);
    }

    [Fact]
    public void CodesOfFewRowsAreKeys() =>
        Assert.True(
            Read("movieId", row => row < 360 ? row / 2 * 31 : 6000 + (row % 4)).Columns[0].Kind
                is IdentifierKind { Repeats: true }
        );

    /// <summary>Matched sets of a case and its four controls.</summary>
    [Fact]
    public void ManyCodesOfFewRowsAreKeysAlthoughProtectionWouldKeepThem()
    {
        Assert.True(Read("case.id", Set, 5 * 700).Columns[0].Kind is IdentifierKind { Repeats: true });
        Assert.True(Read("case.id", Set, 5 * 60).Columns[0].Kind is CategoryKind);
        // A film that many saw is one.
        Assert.False(Read("movieId", row => row % 50 == 0 ? 17 : Set(row), 5 * 700).Columns[0].Kind is IdentifierKind);

        static int Set(int row) => 17 + (row / 5 * 13);
    }

    /// <summary>Those of pupils begin again in each class.</summary>
    [Fact]
    public void NumbersThatBeginAgainAreNumbers()
    {
        int number = 0;
        var kind = Read("id", row => number = row % 25 == 0 || (row % 75 == 60) ? 1 : number + 1).Columns[0].Kind;
        Assert.True(kind is NumberKind);
    }

    [Fact]
    public void NumbersThatHardlyRepeatAreNoLevels() =>
        Assert.False(Read("movieId", row => row * 3 / 2 * 2).Columns[0].Kind is CategoryKind);

    private static Table Read(string name, Func<int, int> cell, int rows = Rows)
    {
        var text = new StringBuilder(name).Append(",x\n");
        for (int row = 0; row < rows; row++)
        {
            text.Append($"{cell(row)},{(char)('a' + (row * row % 11))}\n");
        }

        return SubjectKinds.Apply(CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []), null).Table;
    }
}
