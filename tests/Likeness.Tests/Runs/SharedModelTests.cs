using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Audio;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Text.Data;
using Likeness.Models;
using Likeness.Models.Images;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Sampling.Conditions;
using Likeness.Testing;
using Likeness.Tests.Models;
using Likeness.Tests.Models.Densities;

namespace Likeness.Tests.Runs;

/// <summary>Eight threads that share a trained model get the same values as serial calls.</summary>
public sealed class SharedModelTests : IDisposable
{
    private const int Threads = 8;
    private const int Count = 1000;
    private readonly TemporaryFolder folder = new();

    // Without ddpm, whose thousand steps take a minute and run as those of edm do.
    public static TheoryData<string> Tables =>
        [.. ModelRegistry.Learning(typeof(Table)).Select(entry => entry.Name).Where(name => name != "ddpm")];

    [SkippableFact]
    public void RowsOfATable()
    {
        LongTest.Require();
        SamplesRows("realnvp", Count);
        using var run = TrainedModel.Open(folder.At("run"));
        GivesTheSame(seed => run.SampleRows(Count, seed));
    }

    [SkippableTheory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Tables))]
    public void RowsOfATableFromEveryModel(string name)
    {
        LongTest.Require();
        SamplesRows(name, count: 100, QuickModel.FewSteps(QuickModel.Options(name)) with { Epochs = 1 });
    }

    [Fact]
    public void TreesOfAMixedTable()
    {
        var random = new PhiloxRandom(5, 5);
        IEnumerable<string> rows = Enumerable
            .Range(0, 300)
            .Select(_ =>
            {
                double x = random.NextNormal();
                string age = random.NextDouble() < 0.2 ? "" : FormattableString.Invariant($"{40 + (10 * x):0}");
                return FormattableString.Invariant($"{(x > 0 ? "red" : "blue")},{age},{x + random.NextNormal():0.000}");
            });
        string file = folder.Text("mixed.csv", string.Join('\n', rows.Prepend("colour,age,height")));
        using var run = Train("trees", options: null, DataSource.FromFiles(file));
        var model = run.As<TableModel>();
        GivesTheSame(seed => run.Sample<Table>(Count, seed).ToRowMajor());
        var samples = run.Sample<Table>(Count);
        GivesTheSame(seed => model.Score(samples.TakeRows([.. Enumerable.Range((int)seed, 100)])).LogDensity.ToArray());
        var known = new IncompleteTable(samples.TakeColumns([0])); // the other two are imputed
        GivesTheSame(seed => model.Impute(known, seed: seed).Filled.ToRowMajor());
    }

    [SkippableTheory]
    [Trait("Category", "Long")]
    [InlineData("realnvp")] // by rejection
    [InlineData("gmm")] // by the model
    public void RowsUnderAConditionBesideOthers(string name)
    {
        LongTest.Require();
        using var run = Train(name, options: null, Arc());
        var model = run.As<TableModel>();
        var conditions = ConditionSet.Parse("u > 0", model.Transform);
        GivesTheSame(seed =>
            seed % 2 == 0
                ? model.Sample(Count, seed).ToRowMajor()
                : model.SampleConditional(100, conditions, seed: seed).Rows.ToRowMajor()
        );
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void Images()
    {
        LongTest.Require();
        var options = VanillaVaeOptions.Small with { Epochs = 1, Channels = [4, 8] };
        using var run = Train("vanilla-vae", options, DataSource.Embedded("shapes") with { DatasetRows = 100 });
        GivesTheSame(seed => run.Sample<ImageSet>(Count / 5, seed).Pixels.ToArray());
    }

    [Fact]
    public void TokensOfAText()
    {
        folder.Text("book.txt", string.Concat(Enumerable.Range(0, 100).Select(i => $"the cat {i % 7} sat on it.\n")));
        var options = Gpt2TextOptions.Small with { Epochs = 1, Schedule = LearningRateSchedule.Constant };
        using var run = Train("gpt2", options, DataSource.FromFiles(folder.At("book.txt")));
        GivesTheSame(seed => run.Sample<TextCorpus>(50, seed).Span.ToArray());
    }

    [SkippableFact]
    public void SamplesOfAudio()
    {
        LongTest.Require();
        var options = WaveNetOptions.Small with { Epochs = 1, Schedule = LearningRateSchedule.Constant };
        using var run = Train("wavenet", options, DataSource.Embedded("tones") with { DatasetRows = 2 });
        GivesTheSame(seed => run.As<AudioModel>().SampleClips(4, 50, seed).Clips.SelectMany(clip => clip).ToArray());
    }

    [Fact]
    public void AModelThatIsDisposedMeanwhileRefuses()
    {
        var run = Train("realnvp", options: null, Arc());
        run.Sample<Table>(1);
        var errors = new Exception?[Threads];
        void SampleForEver(int thread)
        {
            while (true)
            {
                run.Sample<Table>(Count, (ulong)thread);
            }
        }

        var threads = Start(i => errors[i] = Record.Exception(() => SampleForEver(i)));
        Thread.Sleep(50);
        run.Dispose();
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(errors, error => Assert.IsType<ObjectDisposedException>(error));
        Assert.Throws<ObjectDisposedException>(() => run.Sample<Table>(1));
    }

    public void Dispose() => folder.Dispose();

    private static void GivesTheSame<T>(Func<ulong, T[]> sample)
    {
        T[][] alone = [.. Enumerable.Range(0, Threads).Select(i => sample((ulong)i))];
        Assert.NotEqual(alone[0], alone[1]);
        var together = new T[Threads][];
        var errors = new Exception?[Threads];
        var threads = Start(i => errors[i] = Record.Exception(() => together[i] = sample((ulong)i)));
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(errors, Assert.Null);
        for (int i = 0; i < Threads; i++)
        {
            Assert.Equal(alone[i], together[i]);
        }
    }

    private static Thread[] Start(Action<int> act)
    {
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(i => new Thread(() => act(i)))];
        Array.ForEach(threads, thread => thread.Start());
        return threads;
    }

    private void SamplesRows(string name, int count, ModelOptions? options = null)
    {
        using var run = Train(name, options, Arc());
        GivesTheSame(seed => run.Sample<Table>(count, seed).ToRowMajor());
        if (run.Can<IScorer<Table>>())
        {
            var rows = run.Sample<Table>(count);
            GivesTheSame(seed =>
                run.As<IScorer<Table>>().Score(rows.TakeRows([.. Enumerable.Range((int)seed, 30)])).LogDensity.ToArray()
            );
        }

        if (run.Can<ILatentSpace<Table>>())
        {
            var space = run.As<ILatentSpace<Table>>();
            GivesTheSame(seed => space.Decode(space.SampleLatents(count, seed)).ToRowMajor());
        }
    }

    private DataSource Arc()
    {
        var table = Toy.Arc(200);
        IEnumerable<string> rows = Enumerable
            .Range(0, table.RowCount)
            .Select(row => string.Join(",", table.Row(row).ToArray()));
        folder.Text("arc.csv", string.Join('\n', rows.Prepend("u,v,w")));
        return DataSource.FromFiles(folder.At("arc.csv"));
    }

    private TrainedModel Train(string name, ModelOptions? options, DataSource data)
    {
        var chosen = options ?? ModelRegistry.Find(name, typeof(Table)).DefaultOptions() with { Epochs = 1 };
        return TrainedModel.Train(
            new RunSettings
            {
                Model = name,
                Options = chosen,
                Data = data,
                OutputFolder = folder.At("run"),
                Threads = 2,
            }
        );
    }
}
