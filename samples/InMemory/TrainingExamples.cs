using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
using Likeness.Models.Trees;
using Likeness.Runs;

namespace InMemory;

/// <summary>Training with progress, cancellation, options and a folder, as docs/library.md shows it.</summary>
internal static class TrainingExamples
{
    public static async Task RunAsync(List<Order> orders, string folder)
    {
        await TrainAsync(orders, CancellationToken.None);
        await KeepAsync(orders, folder);
        await ShareAsync(folder);
        using var model = TrainedModel.Open(folder, data: DataSource.FromTable(Table.FromRecords(orders)));
        Complete(model, orders);
        Rank(model, orders);
    }

    private static async Task TrainAsync(List<Order> orders, CancellationToken cancellationToken)
    {
        #region progress
        var progress = new Progress<TrainingProgress>(now => Console.WriteLine($"{now.Phase} {now.Fraction:P0}"));
        using var model = await TrainedModel.TrainAsync(
            new RunSettings
            {
                Data = DataSource.FromTable(Table.FromRecords(orders)),
                Model = "trees", // for large mixed tables
                Options = new TreesOptions { MinRowsPerLeaf = 20 },
                Seed = 7,
            },
            progress,
            cancellationToken: cancellationToken
        );
        #endregion
    }

    private static async Task KeepAsync(List<Order> orders, string folder)
    {
        #region folder
        var data = DataSource.FromTable(Table.FromRecords(orders));
        using (var model = await TrainedModel.TrainAsync(new RunSettings { Data = data }))
        {
            model.Save(folder); // or set RunSettings.OutputFolder from the start
        }

        using var again = TrainedModel.Open(folder, data: data);
        EvaluationOutcome outcome = again.Evaluate(); // writes metrics.json and report.html into the folder
        #endregion

        Console.WriteLine(outcome.Against);
    }

    private static async Task ShareAsync(string folder)
    {
        #region threads
        using var model = TrainedModel.Open(folder);
        Table[] samples = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(seed => Task.Run(() => model.Sample<Table>(100, (ulong)seed)))
        );
        #endregion

        Console.WriteLine($"{samples.Sum(table => table.RowCount)} rows of 8 seeds");
        Condition(model);
    }

    private static void Condition(TrainedModel model)
    {
        #region conditions
        var table = model.As<TableModel>();
        var conditions = table.ParseConditions(
            $"Size = {Size.Large}, Placed >= {new DateOnly(2025, 6, 1)}, 20 < Price < {75.5m}"
        );
        Table found = table.SampleConditional(100, conditions, seed: 1).Rows;
        #endregion

        Console.WriteLine($"{found.RowCount} rows of {conditions}");
    }

    private static void Complete(TrainedModel model, List<Order> orders)
    {
        #region missing values
        var table = model.As<TableModel>();
        Table filled = table.Impute(new IncompleteTable(Table.FromRecords(orders)), samples: 1, seed: 1).Filled;
        List<Order> rated = filled.ToRecords<Order>().ToList(); // none has a Rating of null
        #endregion

        Console.WriteLine($"{rated.Count(order => order.Rating is null)} of {rated.Count} orders are not rated");
    }

    private static void Rank(TrainedModel model, List<Order> orders)
    {
        #region unusual rows
        var table = model.As<TableModel>();
        var ranking = table.Rank(Table.FromRecords(orders), falseAlarm: 0.01);
        for (int row = 0; row < orders.Count; row++)
        {
            if (ranking.IsFlagged(row) && ranking.Unusual?[row] is { } unusual)
            {
                Console.WriteLine(
                    $"{orders[row]}: {unusual.Columns[0]} is {unusual.Value}, expected {unusual.Expected}"
                );
            }
        }
        #endregion
    }
}
