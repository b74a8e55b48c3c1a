using Likeness.Interop;
using Likeness.Modalities.Text;
using Likeness.Modalities.Text.Data;
using Likeness.Models;
using Likeness.Models.Flows;
using Likeness.Models.Sequences;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Models.ReferenceWeights;

/// <summary>Runs that were trained here, exported and imported again.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ATrainedGpt2OfBytesComesBackBitForBit()
    {
        using var run = Train(Text(), Gpt2TextOptions.Small with { TrainSteps = [2] });
        RunExport.ToFile(run, folder.At("out"));
        using var again = Parity.Import(folder.At("out"), folder.At("again"));
        foreach (var parameter in run.Model.Parameters)
        {
            Assert.True(parameter.Values.SequenceEqual(again.Model.Parameters[parameter.Name].Values), parameter.Name);
        }

        // Samples of a run have bytes of its training text only, which files of weights do not have.
        var text = TextCorpus.FromString("one two three, and four");
        Assert.Equal(run.As<TextModel>().Score(text).LogDensity, again.As<TextModel>().Score(text).LogDensity);
        Assert.Contains(
            "is not empty",
            Assert.Throws<LikenessException>(() => RunExport.ToFile(run, folder.At("out"))).Message
        );
    }

    [Fact]
    public void ATrainedRealNvpComesBackBitForBit()
    {
        using var run = Train(
            Points(),
            RealNvpOptions.PiGenerator with
            {
                Couplings = 2,
                Hidden = 8,
                TrainSteps = [2],
            }
        );
        RunExport.ToFile(run, folder.At("flow.pth"));
        byte[] first = File.ReadAllBytes(folder.At("flow.pth"));
        RunExport.ToFile(run, folder.At("flow.pth"));
        Assert.Equal(first, File.ReadAllBytes(folder.At("flow.pth")));
        using var again = Parity.Import(folder.At("flow.pth"), folder.At("again"), DataSource.FromFiles(Points()));
        foreach (var parameter in run.Model.Parameters)
        {
            Assert.True(parameter.Values.SequenceEqual(again.Model.Parameters[parameter.Name].Values), parameter.Name);
        }
    }

    [Fact]
    public void WhatTheReferenceWouldComputeOtherwiseIsRefused()
    {
        using var bounded = Train(
            Points(),
            new RealNvpOptions
            {
                Couplings = 1,
                Hidden = 4,
                TrainSteps = [1],
            },
            "a"
        );
        Assert.Contains("its ScaleBound is 2, and the reference has none", Error(bounded));
        using var pairs = Train(Text(), Gpt2TextOptions.Small with { Vocabulary = 270, TrainSteps = [1] }, "b");
        Assert.Contains("learned byte pairs divide a text in another way", Error(pairs));
        using var other = Train(Points(), new NiceOptions { TrainSteps = [1] }, "c");
        Assert.Contains("export a run of gpt2, masked-transformer, realnvp, vanilla-vae", Error(other));
    }

    [Fact]
    public void AStateDictIsReadBackAsItWasWritten()
    {
        TensorData[] tensors =
        [
            TensorData.Create<float>("a.weight", [2, 3], [1, 2, 3, 4, 5, 6]),
            TensorData.Create<long>("a.count", [], [7]),
            TensorData.Create<double>("é", [1, 0], []),
            TensorData.Create<byte>("b", [2, 1, 2], [0, 1, 2, 255]),
        ];
        PthFile.Write(folder.At("a.pth"), tensors);
        RoundTrip.SameTensors(tensors, PthFile.Read(folder.At("a.pth")));
    }

    private string Error(TrainedModel run)
    {
        string message = Assert.Throws<LikenessException>(() => RunExport.ToFile(run, folder.At("none"))).Message;
        Assert.False(Path.Exists(folder.At("none")));
        return message;
    }

    private TrainedModel Train(string data, ModelOptions options, string name = "run") =>
        TrainedModel.Train(
            new RunSettings
            {
                Model =
                    options is Gpt2TextOptions ? "gpt2"
                    : options is NiceOptions ? "nice"
                    : "realnvp",
                Options = options,
                Data = DataSource.FromFiles(data),
                OutputFolder = folder.At(name),
                Threads = 1,
            }
        );

    private string Text() =>
        folder.Text("book.txt", string.Concat(Enumerable.Range(0, 300).Select(i => $"line {i * 7 % 13} one\n")));

    private string Points() =>
        folder.Text(
            "points.csv",
            "u,v\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"0.{i * 17 % 97:00},0.{i * i % 89:00}\n"))
        );
}
