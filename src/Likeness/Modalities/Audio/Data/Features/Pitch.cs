namespace Likeness.Modalities.Audio.Data.Features;

/// <summary>
/// The fundamental frequency of a frame by YIN: de Cheveigné and Kawahara 2002, Journal of the Acoustical Society of America 111(4), steps 1 to 5:
/// the difference function d, its cumulative mean normalised form d′, the first of its minima below an absolute threshold, else the lowest, and a
/// parabola through three values of d′ there.
/// </summary>
internal sealed class Pitch
{
    /// <summary>The lowest frequency that is found, in Hz.</summary>
    public const double Lowest = 60;

    /// <summary>The highest frequency that is found, in Hz.</summary>
    public const double Highest = 1200;

    private const double WindowSeconds = 0.025;
    private const double Threshold = 0.1;

    private readonly int rate;
    private readonly int window;
    private readonly int longest; // the period of the lowest frequency, in samples
    private readonly double[] normalised; // d′ of each lag

    /// <summary>Prepares for clips of one rate.</summary>
    /// <param name="rate">Samples per second.</param>
    public Pitch(int rate)
    {
        this.rate = rate;
        window = Math.Max(2, (int)(rate * WindowSeconds));
        longest = Math.Max(3, (int)(rate / Lowest));
        normalised = new double[longest + 2];
    }

    /// <summary>Samples of a frame.</summary>
    public int Length => window + longest + 1;

    /// <summary>Finds the frequency of a frame.</summary>
    /// <param name="frame">The samples: [Length].</param>
    /// <returns>The frequency in Hz, and d′ there: 0 of a periodic frame, about 1 of noise, and 1 of silence.</returns>
    public (double Frequency, double Aperiodicity) Measure(ReadOnlySpan<float> frame)
    {
        normalised[0] = 1;
        double sum = 0;
        for (int lag = 1; lag < normalised.Length; lag++)
        {
            double difference = 0;
            for (int i = 0; i < window; i++)
            {
                double step = (double)frame[i] - frame[i + lag];
                difference += step * step;
            }

            sum += difference;
            normalised[lag] = sum == 0 ? 1 : difference * lag / sum;
        }

        int shortest = Math.Max(2, (int)(rate / Highest));
        int found = shortest;
        for (int lag = shortest; lag <= longest; lag++)
        {
            bool isMinimum = normalised[lag] <= normalised[lag - 1] && normalised[lag] < normalised[lag + 1];
            if (isMinimum && normalised[lag] < Threshold)
            {
                found = lag;
                break;
            }

            found = normalised[lag] < normalised[found] ? lag : found;
        }

        var (before, here, after) = (normalised[found - 1], normalised[found], normalised[found + 1]);
        double curvature = before - (2 * here) + after;
        double offset = curvature > 0 ? Math.Clamp((before - after) / (2 * curvature), -1, 1) : 0;
        return (rate / (found + offset), Math.Clamp(here, 0, 1));
    }
}
