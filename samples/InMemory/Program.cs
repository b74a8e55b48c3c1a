// Learns records in memory and prints synthetic ones; with the argument "guide", runs the examples of docs/library.md too.
using InMemory;
using Likeness.Data;
using Likeness.Runs;

var orders = Order.Examples(600);

#region five lines
using var model = await TrainedModel.TrainAsync(
    new RunSettings { Data = DataSource.FromTable(Table.FromRecords(orders)) }
);
var synthetic = model.Sample<Table>(1000, seed: 1).ToRecords<Order>().ToList();
var outcome = model.Evaluate();
Console.WriteLine($"{outcome.Verdict?.Level}: {outcome.Verdict?.Reason}");
synthetic.Take(5).ToList().ForEach(Console.WriteLine);
#endregion

if (args is ["guide", var folder])
{
    SourceExamples.Run(orders);
    await TrainingExamples.RunAsync(orders, folder);
    await KindExamples.RunAsync();
    TensorExamples.Run();
}
