using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Managers are employees, in samples, too.</summary>
public sealed class KeyReferencesTests
{
    [Fact]
    public void KeysOfOtherRowsAreFound()
    {
        using var folder = new TemporaryFolder();
        var rows = Read(folder, row => row % 40);
        Assert.Equal("employee_id", Keys(rows, "manager_id").References);
        Assert.Null(Keys(rows, "employee_id").References);
        // One manager is no employee.
        Assert.Null(Keys(Read(folder, row => row == 77 ? 9999 : row % 40), "manager_id").References);
    }

    [Fact]
    public void SamplesNameSampledRows()
    {
        using var folder = new TemporaryFolder();
        Read(folder, row => row % 40);
        var settings = new RunSettings
        {
            Model = "trees",
            Data = DataSource.FromFiles(folder.At("staff.csv")),
            OutputFolder = folder.At("run"),
        };
        using (TrainedModel.Train(settings)) { }

        // As the run keeps it.
        using var model = TrainedModel.Open(folder.At("run")).As<TableModel>();
        var samples = model.Sample(600, seed: 1);
        string[] employees = Texts(samples, "employee_id");
        string[] managers = Texts(samples, "manager_id");
        Assert.Equal(600, employees.Distinct().Count());
        Assert.Subset(employees.ToHashSet(), managers.ToHashSet());
        Assert.InRange(managers.Distinct().Count(), 20, 80);
        Assert.InRange(employees.Zip(managers).Count(pair => pair.First == pair.Second), 0, 3);
        // Of a manager, all rows have one department.
        Assert.All(
            managers.Zip(Texts(samples, "department")).GroupBy(pair => pair.First),
            group => Assert.Single(group.DistinctBy(pair => pair.Second))
        );
    }

    private static Table Read(TemporaryFolder folder, Func<int, int> managerOf)
    {
        var random = new PhiloxRandom(1, 0);
        string[] departments = ["Sales", "Ops", "IT"];
        int[] keys = random.Permutation(600);
        string[] lines =
        [
            "employee_id,manager_id,department,salary",
            .. Enumerable
                .Range(0, 600)
                .Select(row =>
                {
                    int manager = managerOf(random.NextInt(600));
                    int id = manager < 600 ? 20_000 + keys[manager] : manager;
                    return FormattableString.Invariant(
                        $"{20_000 + keys[row]},{id},{departments[manager % 3]},{30_000 + random.NextInt(40_000)}"
                    );
                }),
        ];
        File.WriteAllLines(folder.At("staff.csv"), lines);
        return DataSource.FromFiles(folder.At("staff.csv")).LoadTable().Table;
    }

    private static IdentifierKind Keys(Table rows, string name) =>
        Assert.IsType<IdentifierKind>(rows.Columns.First(column => column.Name == name).Kind);

    private static string[] Texts(Table rows, string name)
    {
        int at = rows.Columns.Index().First(one => one.Item.Name == name).Index;
        return [.. rows.ColumnValues(at).Select(rows.Columns[at].Write)];
    }
}
