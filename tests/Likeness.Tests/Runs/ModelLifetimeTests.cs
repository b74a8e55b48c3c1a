using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Models;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Models;

namespace Likeness.Tests.Runs;

/// <summary>
/// Threads open, use, dispose and lose shared trained models in random orders, between collections. Each call returns the values of a serial call
/// or throws <see cref="ObjectDisposedException"/>; a use of freed memory would return other values or crash the process.
/// </summary>
public sealed class ModelLifetimeTests : IDisposable
{
    private const int Threads = 4;
    private const int Shared = 3;
    private const int Rows = 300;
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void EveryCallIsRightOrRefused() => Fuzz("vae", steps: 20);

    [SkippableTheory]
    [Trait("Category", "Long")]
    [InlineData("realnvp")]
    [InlineData("gmm")]
    public void EveryCallIsRightOrRefusedInALongRun(string name)
    {
        LongTest.Require();
        Fuzz(name, steps: 100);
    }

    public void Dispose() => folder.Dispose();

    private void Fuzz(string name, int steps)
    {
        double[] expected = Train(name);
        var models = new TrainedModel[Shared];
        for (int i = 0; i < Shared; i++)
        {
            models[i] = Open();
        }

        int right = 0;
        var errors = new Exception?[Threads];
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, Threads)
                .Select(thread => new Thread(() =>
                    errors[thread] = Record.Exception(() =>
                    {
                        var random = new PhiloxRandom(1, (ulong)thread);
                        for (int i = 0; i < steps; i++)
                        {
                            Step(models, random, expected, ref right);
                        }
                    })
                )),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(errors, Assert.Null);
        Assert.True(right > steps / 4, $"only {right} calls returned");
    }

    private void Step(TrainedModel[] models, PhiloxRandom random, double[] expected, ref int right)
    {
        int place = random.NextInt(Shared);
        var model = Volatile.Read(ref models[place]);
        switch (random.NextInt(8))
        {
            case 0:
                model.Dispose();
                Volatile.Write(ref models[place], Open());
                break;
            case 1:
                Volatile.Write(ref models[place], Open()); // the old model is left to the garbage collector
                break;
            case 2:
                GC.Collect();
                GC.WaitForPendingFinalizers();
                break;
            default:
                double[]? rows = IfNotDisposed(() => model.Sample<Table>(Rows, seed: 5).ToRowMajor());
                if (rows is not null)
                {
                    Assert.Equal(expected, rows);
                    Interlocked.Increment(ref right);
                }

                break;
        }
    }

    private static double[]? IfNotDisposed(Func<double[]> call)
    {
        try
        {
            return call();
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private TrainedModel Open() => TrainedModel.Open(folder.At("run"), threads: 2);

    private double[] Train(string name)
    {
        var table = Toy.Arc(200);
        IEnumerable<string> rows = Enumerable
            .Range(0, table.RowCount)
            .Select(row => string.Join(",", table.Row(row).ToArray()));
        folder.Text("arc.csv", string.Join('\n', rows.Prepend("u,v,w")));
        using var run = TrainedModel.Train(
            new RunSettings
            {
                Model = name,
                Options = ModelRegistry.Find(name, typeof(Table)).DefaultOptions() with { Epochs = 1 },
                Data = DataSource.FromFiles(folder.At("arc.csv")),
                OutputFolder = folder.At("run"),
                Threads = 2,
            }
        );
        return run.Sample<Table>(Rows, seed: 5).ToRowMajor();
    }
}
