'use strict';

const THREE = require('three');

module.exports = () => {
  const scene = new THREE.Scene();
  const box = new THREE.Mesh(
    new THREE.BoxGeometry(1, 2, 3),
    new THREE.MeshStandardMaterial({ color: 'tomato' }),
  );
  box.uuid = 'box';
  box.position.set(1, 2, 3);
  box.rotation.y = Math.PI / 3;
  const group = new THREE.Group().add(box);
  group.scale.setScalar(2);
  scene.add(group);
  scene.updateMatrixWorld(true);
  const camera = new THREE.PerspectiveCamera(50, 16 / 9, 0.1, 100);
  camera.position.set(10, 10, 10);
  camera.lookAt(2, 4, 6);
  camera.updateMatrixWorld(true);
  const ray = new THREE.Raycaster();
  ray.setFromCamera(new THREE.Vector2(0, 0), camera);
  const curve = new THREE.CatmullRomCurve3([
    new THREE.Vector3(0, 0, 0),
    new THREE.Vector3(1, 2, 3),
    new THREE.Vector3(4, 0, 1),
  ]);
  const mixer = new THREE.AnimationMixer(box);
  const clip = new THREE.AnimationClip('move', 1, [
    new THREE.VectorKeyframeTrack('.position', [0, 1], [0, 0, 0, 2, 4, 6]),
  ]);
  mixer.clipAction(clip).play();
  mixer.update(0.25);
  const shape = new THREE.Shape().moveTo(0, 0).lineTo(2, 0).lineTo(2, 2).lineTo(0, 0);
  const numbers = (list) => Array.from(list, (n) => n.toFixed(5));
  return [
    numbers(box.matrixWorld.elements),
    numbers(camera.projectionMatrix.elements),
    ray
      .intersectObject(scene)
      .map(({ distance, face, object }) => [distance.toFixed(5), face.materialIndex, object.uuid]),
    numbers(curve.getPoints(4).flatMap((p) => p.toArray())),
    box.position.toArray(),
    numbers(new THREE.Quaternion().setFromEuler(new THREE.Euler(0.1, 0.2, 0.3)).toArray()),
    [new THREE.Color('hsl(120, 50%, 50%)').getHexString(), box.material.color.getStyle()],
    numbers(new THREE.ShapeGeometry(shape).getAttribute('position').array),
    numbers(new THREE.SphereGeometry(1, 4, 3).getAttribute('normal').array),
    new THREE.Box3()
      .setFromObject(group)
      .getSize(new THREE.Vector3())
      .toArray()
      .map((n) => n.toFixed(5)),
    Object.keys(scene.toJSON()),
    box.geometry.toJSON().type,
    new THREE.Matrix4().makeRotationX(1).invert().determinant().toFixed(5),
    scene.clone().children[0].children.length,
  ];
};
