using Likeness.Modalities;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Adaptation;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.Models;

namespace Likeness.Tests.Runs;

/// <summary>Runs that begin with the weights of another run.</summary>
public sealed class RunAdaptationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void AnAdaptedRunIsSampledAndResumedLikeAnyOther()
    {
        LongTest.Require();
        Train("realnvp", folder.At("first"));
        using (var adapted = RunAdaptation.Train(folder.At("first"), Settings("second")))
        {
            Assert.Equal("first", adapted.Record.AdaptedFrom);
            Assert.Equal(new LowRankAdapters(8, 8), adapted.Record.Adapters);
            Assert.True(adapted.Record.Parameters < adapted.Model.Parameters.Elements);
            Assert.DoesNotContain(
                adapted.Model.Parameters,
                one => one.Name.Contains(".lora_", StringComparison.Ordinal)
            );
        }

        using var longer = TrainedModel.Resume(
            folder.At("second"),
            steps: [20],
            threads: 1,
            data: Settings("second").Data
        );
        using var whole = RunAdaptation.Train(
            folder.At("first"),
            Settings("third") with
            {
                Options = options => options with { TrainSteps = [20], Schedule = LearningRateSchedule.Constant },
            }
        );
        Assert.Equal(whole.SampleRows(5), longer.SampleRows(5));
        using var first = TrainedModel.Open(folder.At("first"), threads: 1);
        Assert.NotEqual(first.SampleRows(5), longer.SampleRows(5));
    }

    [Fact]
    public void AllWeightsAreTrainedWithoutAdapters()
    {
        Train("realnvp", folder.At("first"));
        using var tuned = RunAdaptation.Train(folder.At("first"), Settings("second") with { Adapters = null });
        Assert.Null(tuned.Record.Adapters);
        Assert.Equal(tuned.Model.Parameters.Elements, tuned.Record.Parameters);
    }

    [Fact]
    public void SaysWhatCannotBeAdapted()
    {
        Train("gaussian", folder.At("fitted"));
        Assert.Contains("fitted to its data at once", Error("fitted", Settings("none")));
        Train("realnvp", folder.At("first"));
        Assert.Contains(
            "is a run of tables, and shapes is images",
            Error("first", Settings("none") with { Data = DataSource.Embedded("shapes") })
        );
        Assert.Contains(
            "the data has the columns c0, c1, but the run was trained on u, v, w",
            Error("first", Settings("none") with { Data = DataSource.FromTable(Toy.Curve(20, 2)) })
        );
        Assert.Contains("extends a U-Net", Error("first", Settings("none") with { Control = ControlKind.Edges }));
        Assert.Contains("learning edits extends a U-Net", Error("first", Settings("none") with { Edits = true }));
        Assert.Contains("Rank is 0", Error("first", Settings("none") with { Adapters = new(0, 1) }));
        Assert.False(Directory.Exists(folder.At("none")));
    }

    [SkippableFact]
    public void AControlledRunSamplesUnderTheEdgesOfAnImage()
    {
        LongTest.Require();
        var shapes = DataSource.Embedded("shapes") with { DatasetRows = 40 };
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "flow-matching",
                    Options = ImageFlowMatchingOptions.Small with { Channels = [8, 8], Epochs = 1, Steps = 2 },
                    Data = shapes,
                    OutputFolder = folder.At("first"),
                    Threads = 1,
                }
            )
            .Dispose();
        using var controlled = RunAdaptation.Train(
            folder.At("first"),
            Settings("second") with
            {
                Data = shapes,
                Control = ControlKind.Edges,
                Options = options => options with { Epochs = 1 },
            }
        );
        var images = controlled.As<ImageModel>();
        Assert.True(images.CanSampleUnderMaps);
        var maps = images.MapsOf(images.LoadData().Test.Take([0, 1]));
        Assert.Equal(new ImageShape(1, 32, 32), maps.Shape);
        Assert.Contains(byte.MaxValue, maps.Pixels);
        Assert.Equal(3, images.SampleUnder(maps, 3).Count);
        Assert.Contains(
            "has a control network already",
            Assert
                .Throws<LikenessException>(() =>
                    RunAdaptation.Train(folder.At("second"), Settings("none") with { Control = ControlKind.Mask })
                )
                .Message
        );
        using var first = TrainedModel.Open(folder.At("first"), threads: 1);
        Assert.Contains(
            "has no control network (add one",
            Assert.Throws<LikenessException>(() => first.As<ImageModel>().SampleUnder(maps, 1)).Message
        );
    }

    [SkippableFact]
    public void ARunLearnsEditsAndEditsPicturesByAWord()
    {
        LongTest.Require();
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "flow-matching",
                    Options = ImageFlowMatchingOptions.Small with { Channels = [8, 8], Epochs = 1, Steps = 2 },
                    Data = DataSource.Embedded("shapes") with { DatasetRows = 40 },
                    OutputFolder = folder.At("first"),
                    Threads = 1,
                }
            )
            .Dispose();
        var settings = Settings("edits") with
        {
            Data = DataSource.Embedded("shape-edits") with { DatasetRows = 60 },
            Edits = true,
            Options = options => options with { TrainSteps = [2] },
        };
        using var trained = RunAdaptation.Train(folder.At("first"), settings);
        Assert.Null(trained.Record.Adapters);
        Assert.Equal(trained.Model.Parameters.Elements, trained.Record.Parameters);
        var images = trained.As<ImageModel>();
        Assert.True(images.CanEdit && !images.HasDensity && !images.CanSampleUnderMaps);
        Assert.Equal(13, images.EditWords.Count);
        Assert.False(trained.Can<IScorer<ImageSet>>() || trained.Can<ILatentSpace<ImageSet>>());
        var pairs = images.LoadData().Test;
        var edited = images.Edit(pairs.Before!, "red", 3);
        Assert.Equal((3, pairs.Shape), (edited.Count, edited.Shape));
        Assert.Equal(edited.Pixels, images.Edit(pairs.Before!, "red", 3).Pixels);
        Assert.NotEqual(edited.Pixels, images.Edit(pairs.Before!, "red", 3, seed: 1).Pixels);
        Assert.Equal(4, images.Sample(4).Count);
        var outcome = trained.Evaluate(new EvaluationRequest { Samples = 12 });
        Assert.Contains(outcome.Numbers, number => number.Name == "PSNR to the true picture");
        Assert.Contains("id=\"edits\"", File.ReadAllText(trained.Folder.ReportFile));

        Assert.Contains("'purple' is not a word", Message(() => images.Edit(pairs, "purple", 1)));
        var small = new ImageResize(16, 16).Apply(pairs);
        Assert.Contains("the images are of 3×16×16", Message(() => images.Edit(small, "red", 1)));
        Assert.Contains("samples and edits only", Message(() => images.Score(pairs)));
        Assert.Contains("samples and edits only", Message(() => images.SampleLatents(1)));
        Assert.Contains("edits pictures already", Error("edits", settings with { OutputFolder = folder.At("none") }));
        Assert.Contains(
            "no pairs of a picture before and after",
            Error(
                "first",
                settings with
                {
                    Data = DataSource.Embedded("shapes") with { DatasetRows = 40 },
                    OutputFolder = folder.At("none"),
                }
            )
        );
        using var first = TrainedModel.Open(folder.At("first"), threads: 1);
        Assert.Contains("does not edit pictures", Message(() => first.As<ImageModel>().Edit(pairs, "red", 1)));
    }

    private static string Message(Action action) => Assert.Throws<LikenessException>(action).Message;

    private AdaptationSettings Settings(string name) =>
        new()
        {
            Data = DataSource.FromTable(Toy.Arc(40, seed: 2)),
            Options = options => options with { TrainSteps = [10], Schedule = LearningRateSchedule.Constant },
            OutputFolder = folder.At(name),
            Threads = 1,
        };

    private static void Train(string model, string to) =>
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = model,
                    Options = ModelRegistry.Find(model, typeof(Likeness.Data.Table)).DefaultOptions() with
                    {
                        Epochs = 1,
                    },
                    Data = DataSource.FromTable(Toy.Arc(60)),
                    OutputFolder = to,
                    Threads = 1,
                }
            )
            .Dispose();

    private string Error(string run, AdaptationSettings settings) =>
        Assert.Throws<LikenessException>(() => RunAdaptation.Train(folder.At(run), settings)).Message;
}
