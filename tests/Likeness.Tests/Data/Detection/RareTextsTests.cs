using System.Text;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

/// <summary>Texts of which protection would leave few are invented.</summary>
public sealed class RareTextsTests
{
    [Theory]
    [InlineData(2, "text")]
    [InlineData(30, "category")]
    public void Texts_without_letters_of_few_rows_are_invented(int rows, string kind)
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"{i * 7 % 100}/{i * i}+{i}")];
        var (found, why) = TextKinds.Decide(texts, [.. texts.Select(_ => rows)], 0, "texts");
        Assert.Equal(kind, found.Name);
        Assert.Equal(rows == 2, why.Contains("fewer than five rows", StringComparison.Ordinal));
        Assert.Equal(rows == 2, found is TextKind { IsInvented: true });
    }

    /// <summary>Each name is of three shops, and of 36 inspections.</summary>
    [Theory]
    [InlineData(3, "text")]
    [InlineData(10, "category")]
    public void Names_of_few_keys_each_are_invented(int shops, string kind)
    {
        const int Names = 60;
        const int Rows = 12;
        var text = new StringBuilder("customer_id,name,score\n");
        for (int row = 0; row < Names * shops * Rows; row++)
        {
            int shop = row / Rows;
            text.Append($"S-{10_019 + (shop * 7)},{Name(shop % Names)},{row * 31 % 97}.5\n");
        }

        var read = SubjectKinds.Apply(CsvReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "t.csv", []), null);
        Assert.Equal("identifier", read.Table.Columns[0].Kind.Name);
        Assert.Equal(kind, read.Table.Columns[1].Kind.Name);
        Assert.Equal(
            kind == "text",
            read.Findings[1].Why.StartsWith("texts of few 'customer_id' each", StringComparison.Ordinal)
        );

        static string Name(int name) => $"{"ABCDEFGH"[name % 8]}ld {"KLMNOPQR"[name / 8]}ouse";
    }
}
