/** Small pictures for the map, drawn here at twice their size so that no sprite file is needed. */

type Pen = CanvasRenderingContext2D

function draw(width: number, height: number, paint: (pen: Pen) => void): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no 2d canvas')
  pen.lineCap = pen.lineJoin = 'round'
  paint(pen)
  return pen.getImageData(0, 0, width, height)
}

/** The direction of travel: a head wider than the line, with a white edge. */
function arrow(colour: string): ImageData {
  return draw(36, 36, (pen) => {
    pen.beginPath()
    pen.moveTo(8, 5)
    pen.lineTo(29, 18)
    pen.lineTo(8, 31)
    pen.lineTo(14, 18)
    pen.closePath()
    pen.strokeStyle = '#fff'
    pen.lineWidth = 5
    pen.stroke()
    pen.fillStyle = colour
    pen.fill()
  })
}

/** A house: where technicians set out from. */
function base(): ImageData {
  return draw(56, 56, (pen) => {
    pen.fillStyle = '#16242f'
    pen.strokeStyle = '#fff'
    pen.lineWidth = 4
    pen.beginPath()
    pen.roundRect(4, 4, 48, 48, 12)
    pen.fill()
    pen.stroke()
    pen.beginPath()
    pen.moveTo(14, 28)
    pen.lineTo(28, 16)
    pen.lineTo(42, 28)
    pen.moveTo(18, 26)
    pen.lineTo(18, 40)
    pen.lineTo(38, 40)
    pen.lineTo(38, 26)
    pen.stroke()
  })
}

/** The number of a route on a plate of its colour. */
function plate(number: string, colour: string): ImageData {
  const width = 30 + number.length * 15
  return draw(width, 48, (pen) => {
    pen.fillStyle = colour
    pen.strokeStyle = '#fff'
    pen.lineWidth = 5
    pen.beginPath()
    pen.roundRect(4, 4, width - 8, 40, 10)
    pen.stroke()
    pen.fill()
    pen.fillStyle = '#fff'
    pen.font = "700 27px 'Desk', sans-serif"
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText(number, width / 2, 25.5)
  })
}

/** The picture called `name`, or null when it is none of ours. */
export function picture(name: string): ImageData | null {
  if (name === 'base') return base()
  const [kind, first = '', second = ''] = name.split(':')
  if (kind === 'arrow') return arrow(first)
  return kind === 'route' ? plate(first, second) : null
}
