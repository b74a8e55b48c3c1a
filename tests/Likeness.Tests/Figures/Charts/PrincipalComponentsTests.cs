using System.Text.Json;
using Likeness.Data;
using Likeness.Figures.Charts;
using Likeness.Tests.House;

namespace Likeness.Tests.Figures.Charts;

public sealed class PrincipalComponentsTests
{
    [Fact]
    public void AgreeWithScikitLearnAndLeaveConstantColumnsOut()
    {
        var golden = JsonSerializer.Deserialize<Golden>(
            Repository.Read("tests/golden/principal_components.json"),
            JsonSerializerOptions.Web
        )!;
        var table = new Table(
            [.. Enumerable.Range(0, 4).Select(i => new Column($"x{i}"))],
            [.. golden.Table.SelectMany(row => row)]
        );
        var components = PrincipalComponents.Fit(table)!;
        Assert.Equal(golden.Explained[0], components.Explained[0], 10);
        Assert.Equal(golden.Explained[1], components.Explained[1], 10);
        for (int row = 0; row < table.RowCount; row++)
        {
            var (first, second) = components.Project(table.Row(row));
            Assert.Equal(golden.Projected[row][0], first, 10);
            Assert.Equal(golden.Projected[row][1], second, 10);
        }
    }

    [Fact]
    public void NeedTwoColumnsThatVary() =>
        Assert.Null(PrincipalComponents.Fit(new Table([new("a"), new("b")], [1, 5, 2, 5, 3, 5])));

    private sealed record Golden(double[][] Table, double[] Explained, double[][] Projected);
}
