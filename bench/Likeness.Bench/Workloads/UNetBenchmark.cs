using Likeness.Bench.Comparisons;
using Likeness.Compute.Cpu;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Images;

namespace Likeness.Bench.Workloads;

/// <summary>One training step of flow matching on 1 × 28 × 28 at batch 64 with its default U-Net, which most diffusion models of images share.</summary>
internal static class UNetBenchmark
{
    private const int Side = 28;

    /// <summary>The training step.</summary>
    public static TimedBenchmark Make(WorkerPool? workers, bool small)
    {
        int batch = small ? 4 : 64;
        var options = small ? new ImageFlowMatchingOptions { Channels = [4, 8, 8] } : new ImageFlowMatchingOptions();
        var transform = new ImageTransform(new ImageShape(1, Side, Side), options.Pixels, []);
        var model = new ImageFlowMatching(options, ModelSpace.Create(transform, batch), seed: 1);
        return new TrainingBenchmark(
            model.Parameters,
            model.Objectives[0].Loss,
            [batch, Side * Side],
            options.LearningRate,
            workers
        );
    }
}
