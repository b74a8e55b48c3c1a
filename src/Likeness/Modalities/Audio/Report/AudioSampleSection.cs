using Likeness.Figures.Report;
using Likeness.Modalities.Audio.Data;

namespace Likeness.Modalities.Audio.Report;

/// <summary>The report's section on samples: waveforms and spectra of real and sampled clips.</summary>
internal static class AudioSampleSection
{
    private const int Shown = 4;

    /// <summary>Adds the section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="on">The name of the real clips, such as <c>test clips</c>.</param>
    /// <param name="real">Real clips.</param>
    /// <param name="generated">Sampled clips.</param>
    /// <param name="isFollowing">Whether each sampled clip follows the features of the real one in its place.</param>
    public static void Add(HtmlWriter page, string on, ClipSet real, ClipSet generated, bool isFollowing)
    {
        int samples = generated.Clips[0].Length;
        page.Add($"<section id=\"samples\"><h2>Samples</h2>");
        page.Add(
            $"<p>The first sampled clips, not selected by hand, and the first {on}{(isFollowing ? ", whose loudness, pitch or spectrum they follow" : "")}.</p>"
        );
        page.Add($"<div class=\"pair\">");
        FigureMarkup.Chart(page, WaveformChart.Draw(real, "real", Shown, samples));
        FigureMarkup.Chart(page, WaveformChart.Draw(generated, "made", Shown, samples));
        FigureMarkup.Chart(page, SpectrumChart.Draw(real, generated));
        page.Add($"</div></section>");
    }
}
