using System.Diagnostics;
using System.Runtime.InteropServices;
using Likeness.Data;
using Likeness.Data.Jpeg;
using Likeness.Evaluation;
using Likeness.Testing;
using Xunit.Abstractions;

namespace Likeness.Tests.Evaluation;

/// <summary>The protocol of pi_generator on its own points: its published values determine the kernel and the normalisation.</summary>
public sealed class PiGeneratorProtocolTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void Real_halves_differ_by_what_the_origin_protocol_says()
    {
        LongTest.Require();
        Table points = Points();
        var random = new Compute.Cpu.PhiloxRandom(1, 0);
        for (int split = 0; split < 5; split++)
        {
            int[] order = random.Permutation(points.RowCount);
            var watch = Stopwatch.StartNew();
            EvaluationReport report = Evaluator.Evaluate(
                points.TakeRows(order.AsSpan(0, 2500)),
                null,
                points.TakeRows(order.AsSpan(2500)),
                [new PiGeneratorMmd(), new HistogramKl(), new Wasserstein()]
            );
            double mmd = report.Find("MMD")!.Value;
            double[] kl = [.. report.Results.Where(r => r.Metric == "KL divergence").Select(r => r.Value)];
            double[] w = [.. report.Results.Where(r => r.Metric == "Wasserstein distance").Select(r => r.Value)];
            output.WriteLine(
                $"MMD {mmd:0.00000}  KL {Row(kl)}  W {Row(w)}  ({watch.ElapsedMilliseconds} ms with floors and intervals)"
            );
            Assert.InRange(mmd, 0.0004, 0.0011);
            Assert.All(kl, value => Assert.InRange(value, 0.025, 0.18));
            Assert.All(w, value => Assert.InRange(value, 0.0005, 0.02));
        }
    }

    [SkippableFact]
    public void All_points_against_themselves_differ_by_nothing_and_are_copies()
    {
        LongTest.Require();
        Table points = Points();
        var watch = Stopwatch.StartNew();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        EvaluationReport report = Evaluator.Evaluate(points, null, points);
        output.WriteLine(
            $"{watch.Elapsed.TotalSeconds:0.0} s, {(Environment.CpuUsage.TotalTime - before).TotalSeconds:0.0} s of CPU"
        );
        output.WriteLine(report.Verdict.NoveltyReason);
        Assert.Equal(0, report.Find("MMD")!.Value, 1e-12);
        Assert.True(report.Novelty!.LooksMemorised);
    }

    private static string Row(double[] values) => string.Join(' ', values.Select(value => $"{value:0.0000}"));

    private static Table Points()
    {
        long[] rows = Integers(SharedData.Require("pi/pi_xs.npy"));
        long[] columns = Integers(SharedData.Require("pi/pi_ys.npy"));
        PixelImage image = JpegDecoder.Decode(SharedData.Require("pi/sparse_pi_colored.jpg"));
        double[] values =
        [
            .. rows.Zip(columns)
                .SelectMany(place =>
                    (double[])
                        [
                            place.First / 300.0,
                            place.Second / 300.0,
                            .. image.Pixel((int)place.First, (int)place.Second).ToArray().Select(part => part / 255.0),
                        ]
                ),
        ];
        return new Table([.. "xyrgb".Select(name => new Column(name.ToString()))], values);
    }

    private static long[] Integers(string path) =>
        MemoryMarshal.Cast<byte, long>(File.ReadAllBytes(path).AsSpan(128)).ToArray();
}
