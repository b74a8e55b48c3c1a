using System.Text.Json.Nodes;
using Likeness.Models;
using Likeness.Models.Autoencoders;
using Likeness.Models.Diffusion;
using Likeness.Models.Images;
using Likeness.Models.Tokens;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Runs;

/// <summary>Runs of earlier formats: they sample as they did where options had another meaning, and are refused where weights had.</summary>
public sealed class OlderOptionsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Up to format 2 the last step, to no noise, was not counted.</summary>
    [Fact]
    public void EdmTakesTheSameSteps()
    {
        var options = new EdmOptions
        {
            Hidden = 8,
            Blocks = 1,
            Steps = 5,
            Churn = 10,
        };
        var old = (EdmOptions)Opened("edm", options, _ => { });
        Assert.Equal((6, 12), (old.Steps, old.Churn));
    }

    [Theory]
    [InlineData(Reconstruction.Mse, false)]
    [InlineData(Reconstruction.Gaussian, true)]
    public void SquaredErrorsStillGiveMeans(Reconstruction reconstruction, bool noise)
    {
        var options = new VaeOptions { Hidden = 8, Reconstruction = reconstruction };
        var old = (VaeOptions)Opened("vae", options, json => Assert.True(json.Remove("sampleNoise")));
        Assert.Equal(noise, old.SampleNoise);
    }

    [Fact]
    public void ColumnsAreStillSampledInRandomOrders()
    {
        var options = new MaskedTransformerOptions
        {
            Width = 8,
            Hidden = 8,
            Layers = 1,
            Order = SamplingOrder.Random,
        };
        var old = Opened("masked-transformer", options, json => Assert.True(json.Remove("scoreOrders")));
        Assert.Equal(SamplingOrder.Random, ((MaskedTransformerOptions)old).Order);
    }

    /// <summary>Options of this format are as they were written, also after such a run was opened and trained on.</summary>
    [Fact]
    public void ARunThatIsTrainedOnIsOfTodaysFormat()
    {
        Opened(
            "edm",
            new EdmOptions
            {
                Hidden = 8,
                Blocks = 1,
                Steps = 5,
            },
            _ => { }
        );
        using var longer = TrainedModel.Resume(folder.At("run"), epochs: 2);
        Assert.Equal(6, ((EdmOptions)longer.Options).Steps);
        using var again = TrainedModel.Open(folder.At("run"));
        Assert.Equal(6, ((EdmOptions)again.Options).Steps);
    }

    /// <summary>Up to format 4 the network of <c>score-sde</c> gave the noise, that of <c>ncsnv2</c> always has.</summary>
    [Theory]
    [InlineData("score-sde", "(train it again)")]
    [InlineData("ncsnv2", null)]
    public void WeightsOfAnotherMeaningAreRefused(string model, string? refusal)
    {
        var settings = new RunSettings
        {
            Model = model,
            Options = model == "ncsnv2" ? Tiny(NcsnV2Options.Small) : Tiny(ScoreSdeOptions.Small),
            Data = DataSource.Embedded("shapes") with { DatasetRows = 100 },
            OutputFolder = folder.At("run"),
        };
        TrainedModel.Train(settings).Dispose();
        string file = folder.At("run/run.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        json["format"] = 4;
        File.WriteAllText(file, json.ToJsonString());
        if (refusal is null)
        {
            TrainedModel.Open(folder.At("run")).Dispose();
            return;
        }

        Assert.EndsWith(refusal, Refused(() => TrainedModel.Open(folder.At("run"))), StringComparison.Ordinal);
        Assert.EndsWith(
            refusal,
            Refused(() => TrainedModel.Resume(folder.At("run"), epochs: 2)),
            StringComparison.Ordinal
        );

        static string Refused(Func<object> open) => Assert.Throws<LikenessException>(open).Message;

        static ModelOptions Tiny(ScoreSdeOptions options) => options with { Channels = [4, 6], Epochs = 1 };
    }

    private ModelOptions Opened(string model, ModelOptions options, Action<JsonObject> change)
    {
        string data = folder.At("rows.csv");
        File.WriteAllLines(data, ["a,b", .. Enumerable.Range(0, 40).Select(i => $"{i % 7}.5,{i * i % 11}")]);
        var settings = new RunSettings
        {
            Model = model,
            Options = options with { Epochs = 1 },
            Data = DataSource.FromFiles(data),
            Holdout = 0.2,
            Seed = 1,
            OutputFolder = folder.At("run"),
        };
        TrainedModel.Train(settings).Dispose();
        string file = folder.At("run/run.json");
        var json = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.Equal(6, json["format"]!.GetValue<int>());
        json["format"] = 2;
        change(json["options"]!.AsObject());
        File.WriteAllText(file, json.ToJsonString());
        using var old = TrainedModel.Open(folder.At("run"));
        Assert.Equal(2, old.SampleRows(3).Length / 3);
        return old.Options;
    }
}
