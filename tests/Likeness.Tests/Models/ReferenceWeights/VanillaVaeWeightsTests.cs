using Likeness.Interop;
using Likeness.Modalities.Images;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Images;
using Likeness.Nn;
using Likeness.Runs;
using Likeness.Testing;
using Xunit.Abstractions;

namespace Likeness.Tests.Models.ReferenceWeights;

/// <summary>A Vanilla VAE with the names of GenerativeZoo: means, log-variances and decodings of PyTorch, from the json beside its weights.</summary>
public sealed class VanillaVaeWeightsTests(ITestOutputHelper log) : IDisposable
{
    private const string Weights = "VanillaVAE_fashionmnist.pt";
    private const string Values = "VanillaVAE_fashionmnist.json";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void EncodesAndDecodesAsTheReference()
    {
        var golden = Parity.Json(Values);
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"));
        var model = (VanillaVae)run.Model;
        float[] images = Parity.Numbers(golden.GetProperty("images"));
        foreach (var (name, isMean) in new[] { ("mu", true), ("logvar", false) })
        {
            float[] found = Parity.Run(
                [2, 1024],
                images,
                rows =>
                {
                    var (mean, logVariance) = model.Posterior(rows, ForwardPass.Inference);
                    return isMean ? mean : logVariance;
                }
            );
            Parity.Equal(Parity.Numbers(golden.GetProperty(name)), found, name, log);
        }

        float[] decoded = Parity.Run(
            [2, 24],
            Parity.Numbers(golden.GetProperty("codes")),
            codes => model.Decoded(codes, ForwardPass.Inference).Mean
        );
        Parity.Equal(Parity.Numbers(golden.GetProperty("decoded")), decoded, "decoded", log);
    }

    [SkippableFact]
    public void SizesComeFromTheFile()
    {
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"));
        var options = (VanillaVaeOptions)run.Options;
        Assert.Equal([16, 32, 64], options.Channels);
        Assert.Equal((24, 32), (options.Latent, options.Size));
        var images = run.As<ImageModel>().Sample(4);
        Assert.Equal((4, new ImageShape(1, 32, 32)), (images.Count, images.Shape));
        Assert.Contains(
            "imported without data",
            Assert.Throws<LikenessException>(() => run.As<ImageModel>().LoadData()).Message
        );
    }

    [SkippableFact]
    [Trait("Category", "Long")]
    public void WithDataItReconstructsAndScores()
    {
        LongTest.Require();
        SharedData.Require("fashionmnist/t10k-images-idx3-ubyte.gz");
        var data = DataSource.Embedded("fashionmnist") with
        {
            DatasetRows = 60,
            DataFolder = Path.GetDirectoryName(SharedData.Require("fashionmnist")),
        };
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"), data);
        var test = run.As<ImageModel>().LoadData().Test;
        var back = run.As<ImageModel>().Reconstruct(test);
        double error = Enumerable
            .Range(0, test.Count)
            .Average(i => Enumerable.Range(0, 1024).Average(k => Math.Abs(test[i][k] - (double)back[i][k])));
        Assert.InRange(error, 1, 25); // of 255 levels; the images of another model are off by 60 and more
    }

    [SkippableFact]
    public void ExportIsTheImportedFileBitForBit()
    {
        using var run = Parity.Import(Parity.Require(Weights), folder.At("run"));
        RunExport.ToFile(run, folder.At("out.pt"));
        RoundTrip.SameTensors(PthFile.Read(Parity.Require(Weights)), PthFile.Read(folder.At("out.pt")));
        using var again = Parity.Import(folder.At("out.pt"), folder.At("again"));
        RoundTrip.SameParameters(run, again);
    }

    [SkippableFact]
    public void ReadsTheNameOfPyTorchVae()
    {
        var tensors = PthFile
            .Read(Parity.Require(Weights))
            .Select(tensor => new TensorData(
                tensor.Name.Replace("fc_logvar", "fc_var", StringComparison.Ordinal),
                tensor.Type,
                [.. tensor.Shape],
                tensor.Bytes.ToArray()
            ));
        PthFile.Write(folder.At("renamed.pt"), [.. tensors]);
        using var run = Parity.Import(folder.At("renamed.pt"), folder.At("run"));
        using var other = Parity.Import(Parity.Require(Weights), folder.At("other"));
        RoundTrip.SameParameters(other, run);
    }
}
