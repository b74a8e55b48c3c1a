using System.Text;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Heights in inches, and a few as feet and inches.</summary>
public sealed class NumbersAmongTextsTests
{
    [Fact]
    public void CellsThatAreNotNumbersAreNamed()
    {
        var (kind, why) = Read(20);
        Assert.True(kind is CategoryKind);
        Assert.EndsWith(
            "; 480 of 500 cells are numbers, and 20 are not, such as '5ft 0', '5ft 1', '5ft 2': if the column is one of numbers, correct these cells or leave them empty",
            why
        );
        Assert.StartsWith("20 of the levels are not numbers, such as '5ft 0'", NumbersAmongTexts.AdviceFor(kind));
    }

    [Fact]
    public void WordsAreNotTakenForNumbers()
    {
        var (kind, why) = Read(400);
        Assert.DoesNotContain("are numbers", why);
        Assert.Null(NumbersAmongTexts.AdviceFor(kind));
        Assert.Null(NumbersAmongTexts.AdviceFor(null));
    }

    private static (ColumnKind Kind, string Why) Read(int others)
    {
        var text = new StringBuilder("height,x\n");
        for (int row = 0; row < 500; row++)
        {
            text.Append(row < others ? $"5ft {row},a\n" : $"{50 + (row * 7 % 60)}.5,b\n");
        }

        var read = CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []);
        return (read.Table.Columns[0].Kind, read.Findings[0].Why);
    }
}
