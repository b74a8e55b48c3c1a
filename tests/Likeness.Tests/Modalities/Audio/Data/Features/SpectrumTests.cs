using Likeness.Modalities.Audio.Data.Features;
using Likeness.Modalities.Audio.Evaluation;
using Likeness.Tests.Evaluation.Windows;

namespace Likeness.Tests.Modalities.Audio.Data.Features;

public sealed class SpectrumTests
{
    private static readonly GoldenAudioFrame Golden = GoldenSequences.All.Audio;

    [Fact]
    public void Spectra_agree_with_SciPy()
    {
        double[] power = new double[(Golden.Frame.Length / 2) + 1];
        new PowerSpectrum(Golden.Frame.Length).Measure(Golden.Frame, power);
        AssertEqual(Golden.Power, power);
        double[] energies = new double[Golden.Energies.Length];
        new MelSpectrum(Golden.Rate, Golden.Frame.Length, energies.Length).Measure(Golden.Frame, energies);
        AssertEqual(Golden.Energies, energies);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(512)]
    [InlineData(4096)]
    public void A_spectrum_keeps_the_energy_of_the_windowed_frame(int length)
    {
        float[] frame = [.. Enumerable.Range(0, length).Select(i => MathF.Sin(i * i * 0.37f))];
        double[] power = new double[(length / 2) + 1];
        new PowerSpectrum(length).Measure(frame, power);
        double energy = frame
            .Select((sample, i) => sample * 0.5 * (1 - Math.Cos(2 * Math.PI * i / length)))
            .Sum(windowed => windowed * windowed);
        double sum = (2 * power.Sum()) - power[0] - power[^1];
        Assert.Equal(energy * length, sum, 1e-6 * Math.Max(1, sum));
    }

    [Fact]
    public void A_distance_ignores_loudness_and_sign()
    {
        double[] first = Array.ConvertAll(Golden.Frame, sample => (double)sample);
        double[] second = Array.ConvertAll(Golden.Other, sample => (double)sample);
        Assert.Equal(Golden.Distance, NearestClips.Distance(first, second), 1e-12);
        double[] scaled = Array.ConvertAll(second, sample => -0.3 * sample);
        Assert.Equal(Golden.Distance, NearestClips.Distance(first, scaled), 1e-12);
        Assert.Equal(0, NearestClips.Distance(second, scaled), 1e-7);
        Assert.Equal(1, NearestClips.Distance(first, new double[first.Length]));
    }

    private static void AssertEqual(double[] expected, double[] actual) =>
        Assert.All(
            expected.Zip(actual),
            pair => Assert.Equal(pair.First, pair.Second, 1e-10 * Math.Max(1, pair.First))
        );
}
