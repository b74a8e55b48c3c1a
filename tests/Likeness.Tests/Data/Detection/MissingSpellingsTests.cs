using System.Text;
using Likeness.Data;
using Likeness.Data.Detection;

namespace Likeness.Tests.Data.Detection;

/// <summary>Missing cells of one column that are written in several ways.</summary>
public sealed class MissingSpellingsTests
{
    [Fact]
    public void TheWayThatSamplesHaveIsSaidOfAllColumns()
    {
        var text = new StringBuilder("size,check,weight,kind\n");
        for (int row = 0; row < 60; row++)
        {
            string cell =
                row % 10 < 4 ? ""
                : row % 10 == 9 ? "n/a"
                : $"{row}";
            text.Append(
                $"{cell},{(row % 10 < 4 ? "" : row % 10 == 9 ? "n/a" : "ok")},{(row % 7 == 0 ? "n/a" : "5")},a{row % 3}\n"
            );
        }

        var loaded = CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []);
        Assert.Equal(
            "'check' has empty cells and 'n/a' for missing values: samples have only empty cells, the more frequent",
            Assert.Single(MissingSpellings.Find(loaded))
        );
        // Numbers have both.
        Assert.Equal(["n/a"], loaded.Table.Columns[0].Codes!.Missing);
        Assert.Equal(["", "n/a", ""], loaded.Table.Columns.Skip(1).Select(column => column.Missing ?? "").ToArray());
    }
}
